package dev.runproof.site;

import java.util.LinkedHashMap;
import java.util.Map;

/** A small library of runbooks that has something of everything. */
final class Library {

    static final String CONFIGURATION = """
            base-url: https://runbooks.example.com/books/
            runbooks: [runbooks/]
            alert-rules: [rules.yaml]
            website:
              title: Books of the shop
              edit: https://git.example.com/shop/edit/main/{path}
            """;

    static final String DISK = """
            ---
            alerts: [DiskFull, KubePVCFull]
            owner: storage
            tags: [disk, kubernetes]
            last-validated: 2026-11-01
            inputs:
              NODE: name
              ACCOUNT: text
              SOURCE_IP: ip
            ---
            # Runbook: DiskFull

            **First things first.**

            ## Meaning

            A disk is full. See [memory](memory-low.md#mitigation), [a page that is gone](gone.md), and
            [the manual](https://manual.example.com/disk). ![A graph](graph.png)

            <script>document.title = "inline"</script>
            <img src="x" onerror="document.title = 'onerror'">
            <a href="javascript:document.title='link'" onclick="document.title='click'">a trap</a>
            <form action="https://evil.example.com/"><input name="password"></form>
            <p style="position:fixed" id="rp-fill" class="card">styled</p>
            <iframe src="https://evil.example.com/"></iframe>

            ## Triage

            1. Look at the node.

               ```sh
               kubectl describe node <NODE>
               ```

            2. Look at the account:

               ```bash
               grep -- <ACCOUNT> /var/log/auth.log | grep "from <SOURCE_IP>"
               ssh host grep <ACCOUNT>
               ```

            ## Mitigation

            - Remove what is not needed.

            ```yaml transaction
            name: <img src=x onerror="document.title='transaction'">
            ```

            ```yaml response
            name: <img src=x onerror="document.title='response'">
            ```

            ## Appendix: Report

            ```markdown
            # Incident

            - Cause:
            ```
            """;

    static final String MEMORY = """
            ---
            alerts: [MemoryLow]
            ---
            # MemoryLow

            ## Mitigation

            Restart it.
            """;

    static final String RULES = """
            groups:
              - name: node
                rules:
                  - alert: DiskFull
                    expr: disk_free_bytes{mount!="<b>"} < 1
                    labels: { severity: critical, team: storage }
                    annotations: { runbook_url: https://runbooks.example.com/books/disk-full/ }
                  - alert: KubePVCFull
                    expr: volume_free_bytes < 1
                    labels: { severity: warning }
                    annotations: { runbook_url: https://runbooks.example.com/books/disk-full/ }
                  - alert: Orphan
                    expr: up == 0
                    labels: { severity: warning }
                    annotations: { summary: nothing }
            """;

    static final String REDIRECTS = """
            volume-full: disk-full#mitigation
            """;

    private Library() {}

    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("runbook.yaml", CONFIGURATION);
        files.put("runbooks/disk-full.md", DISK);
        files.put("runbooks/memory-low.md", MEMORY);
        files.put("rules.yaml", RULES);
        files.put("redirects.yaml", REDIRECTS);
        return files;
    }
}
