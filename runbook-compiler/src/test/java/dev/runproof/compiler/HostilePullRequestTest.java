package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a stranger's pull request makes the compiler run: nothing. All that a checkout can hold that some program or other would run is there, and
 * the JVM itself tells which processes were started, which classes were loaded and which files were written.
 */
@Timeout(300)
class HostilePullRequestTest {

    /** What is looked for as a service by libraries that are on the compiler's class path, and by javac. */
    private static final List<String> SERVICES = List.of(
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.core.ObjectCodec",
            "com.fasterxml.jackson.databind.Module",
            "dev.runproof.runtime.transaction.TransactionCatalogue",
            "java.net.spi.URLStreamHandlerProvider",
            "java.nio.charset.spi.CharsetProvider",
            "java.nio.file.spi.FileSystemProvider",
            "java.nio.file.spi.FileTypeDetector",
            "java.time.zone.ZoneRulesProvider",
            "javax.annotation.processing.Processor",
            "javax.script.ScriptEngineFactory",
            "org.slf4j.spi.SLF4JServiceProvider");

    private static final String SCRIPT = "#!/bin/sh\ntouch \"%s\"\n";

    private static final String RUNBOOK = """
            ---
            alerts: [Attack]
            title: !!java.net.URLClassLoader [[!!java.net.URL ["file:classes/"]]]
            owner: !!evil.Evil []
            ---
            # Attack $(touch MARK) `touch MARK` ${jndi:ldap://127.0.0.1/a}

            ```sh
            touch MARK; $(touch MARK)
            ```

            <script>alert(1)</script> {{ template "x" }} <%= `touch MARK` %>

            ```yaml transaction
            name: do-evil
            inputs: { who: { type: evil, default: "*/ static { new evil.Evil(); } /* \\u0022 $$(touch MARK)" } }
            action: { evil: { who: $who } }
            max-duration: 30s
            expires: never
            ```

            ```yaml transaction
            !!evil.Evil
            name: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ["file:classes/"]]]]
            ```
            """;

    @TempDir
    private Path temp;

    private Path repository;
    private Path mark;

    @BeforeEach
    void aPullRequest() throws IOException {
        repository = Files.createDirectories(temp.resolve("repo $(touch pwned)"));
        mark = temp.resolve("pwned");
        write("runbook.yaml", """
                base-url: https://r.example/
                runbooks: [books/]
                alert-rules: [rules/]
                alertmanager: [am/]
                exercises: [{ files: "exercises/", optional: true }]
                """);
        write("books/attack.md", RUNBOOK.replace("MARK", mark.toString()));
        write("books/$(touch pwned).md", "# Name\n");
        write("books/attack.transaction.yaml", "!!evil.Evil { name: x }\n");
        write("rules/a.yaml", """
                groups:
                - name: !!evil.Evil g
                  rules:
                  - alert: Attack
                    expr: x > 1
                    annotations:
                      runbook_url: https://r.example/attack/
                      summary: '{{ query "x" }} {{ template "y" . }} $(touch MARK)'
                """.replace("MARK", mark.toString()));
        write("am/alertmanager.yaml", """
                route: { receiver: a }
                receivers: [{ name: a, webhook_configs: [{ url: 'http://127.0.0.1:1/' }] }]
                templates: ['../../*.tmpl']
                """);
        Watched.strangers(repository.resolve("classes"), mark);
        for (String folder : List.of("", "classes/")) {
            for (String service : SERVICES) {
                write(
                        folder + "META-INF/services/" + service,
                        service.endsWith("Processor") ? "evil.EvilProcessor\n" : "evil.Evil\n");
            }
            write(folder + "META-INF/runproof/type/evil.json", """
                    {"format": 1, "name": "evil", "class": {"binary": "evil.Evil", "source": "evil.Evil"}, "summary": "E.",
                     "documentation": "*/ static { new evil.Evil(); }", "pattern": "(?s).*", "maxLength": 200, "label": "", "falcoField": ""}
                    """);
            write(folder + "META-INF/runproof/action/evil.json", """
                    {"format": 1, "name": "evil", "class": {"binary": "evil.Evil", "source": "evil.Evil"}, "summary": "E.",
                     "documentation": "E.", "parameters": [{"name": "who", "component": "who", "type": "evil", "documentation": ""}],
                     "target": "who", "inverse": "E.", "audit": "description-only", "permissions": [], "reversible": true,
                     "isolates": false, "observes": false, "needs": [], "ending": "any", "atLeastSeconds": 0}
                    """);
        }
        String script = SCRIPT.formatted(mark);
        for (String hook : List.of("pre-commit", "post-checkout", "fsmonitor-watchman", "post-index-change")) {
            program(".git/hooks/" + hook, script);
        }
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/config",
                "[core]\n\tfsmonitor = .git/hooks/fsmonitor-watchman\n\thooksPath = hooks\n\tpager = touch '" + mark
                        + "'\n[filter \"evil\"]\n\tsmudge = touch '" + mark + "'\n\tclean = touch '" + mark + "'\n");
        write(".gitattributes", "* filter=evil diff=evil\n");
        write(".gitmodules", "[submodule \"a\"]\n\tpath = a\n\turl = ext::touch%20" + mark + "\n");
        write(".mvn/jvm.config", "-javaagent:classes/evil.jar -XX:OnOutOfMemoryError=" + mark + "\n");
        write(
                ".mvn/extensions.xml",
                "<extensions><extension><groupId>evil</groupId><artifactId>evil</artifactId>"
                        + "<version>1</version></extension></extensions>\n");
        write(".mvn/maven.config", "-Dexec.executable=touch\n");
        program("mvnw", script);
        program("gradlew", script);
        program("node_modules/.bin/touch", script);
        program("bin/bash", script);
        program("bash", script);
        program("kubectl", script);
        program("promtool", script);
        write("simplelogger.properties", "org.slf4j.simpleLogger.logFile=" + mark + "\n");
        write("logback.xml", "<configuration><insertFromJNDI env-entry-name=\"x\" as=\"y\"/></configuration>\n");
        write(".java.policy", "grant { permission java.security.AllPermission; };\n");
        write("JDK_JAVA_OPTIONS", "-javaagent:classes/evil.jar\n");
        write("CODEOWNERS", "* @$(touch " + mark + ")\n");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(repository.resolve(path).getParent());
        Files.writeString(repository.resolve(path), text);
    }

    private void program(String path, String text) throws IOException {
        write(path, text);
        Files.setPosixFilePermissions(repository.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the JVM saw, in a process whose folder is the checkout. */
    private List<String> seen(String... further) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Watched.class.getName(),
                repository.toString(),
                temp.resolve("recorded.jfr").toString()));
        words.addAll(List.of(further));
        Path out = temp.resolve("out.txt");
        int code = new ProcessBuilder(words)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(out);
        assertThat(code).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }

    /** The class path from another folder. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(java.io.File.pathSeparator, -1))
                .map(element -> Path.of(element).toAbsolutePath().toString())
                .reduce((some, more) -> some + java.io.File.pathSeparator + more)
                .orElseThrow();
    }

    private static List<String> of(String kind, List<String> seen) {
        return seen.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    @Test
    void makesTheCompilerRunNothing() throws IOException, InterruptedException {
        List<String> seen = seen();
        // It was looked at, and what was fit to be compiled would be.
        assertThat(of("summary", seen)).singleElement().asString().contains("1 alert in 1 file, 2 runbooks");
        assertThat(of("class", seen)).contains("dev.runproof.compiler.transaction.TransactionReader");

        assertThat(of("process", seen)).isEmpty();
        assertThat(of("connect", seen)).isEmpty();
        assertThat(of("class", seen)).noneMatch(name -> name.startsWith("evil."));
        assertThat(mark).doesNotExist();
        assertThat(of("write", seen).stream().filter(file -> !file.equals("null")))
                .allSatisfy(file -> assertThat(Path.of(file)).startsWithRaw(repository.resolve("target")));
        assertThat(temp.resolve("pwned")).doesNotExist();
        assertThat(repository.resolve("pwned")).doesNotExist();
    }

    /** The same with a transaction that compiles: it names the stranger's class, which nobody loads. */
    @Test
    void norDoesWhatCompiles() throws IOException, InterruptedException {
        String runbook = Files.readString(repository.resolve("books/attack.md"));
        int first = runbook.indexOf("```yaml transaction");
        int end = runbook.indexOf("```", first + 3) + 4;
        write("books/attack.md", "# Attack\n\n" + runbook.substring(first, end));
        Files.delete(repository.resolve("books/attack.transaction.yaml"));
        List<String> seen = seen();
        assertThat(of("generated", seen)).singleElement().asString().endsWith("1 transaction compiled");
        assertThat(repository.resolve("target/java/books/DoEvil.java"))
                .content()
                .contains("evil.Evil")
                .doesNotContainPattern("(?m)^\\s*static \\{");
        assertThat(of("process", seen)).isEmpty();
        assertThat(of("class", seen)).noneMatch(name -> name.startsWith("evil."));
        assertThat(mark).doesNotExist();
        assertThat(of("write", seen).stream().filter(file -> !file.equals("null")))
                .allSatisfy(file -> assertThat(Path.of(file)).startsWithRaw(repository.resolve("target")));
    }

    /** That nothing was seen says something only if it would have been. */
    @Test
    void itWouldHaveBeenSeen() throws IOException, InterruptedException {
        List<String> seen = seen("misbehave");
        assertThat(of("process", seen)).anyMatch(command -> command.contains("true"));
        assertThat(of("class", seen)).contains(Watched.STRANGER);
        assertThat(of("write", seen)).contains(repository.resolve("outside.txt").toString());
    }
}
