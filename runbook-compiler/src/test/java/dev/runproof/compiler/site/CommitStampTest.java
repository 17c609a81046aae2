package dev.runproof.compiler.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitStampTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void ofABranch() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", HASH + "\n");
        Files.createDirectories(folder.resolve("docs/runbooks"));

        assertThat(CommitStamp.around(folder.resolve("docs/runbooks"))).contains(HASH);
    }

    @Test
    void ofABranchThatIsPacked() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs\n" + HASH.replace('0', 'f') + " refs/heads/other-main\n" + HASH + " refs/heads/main\n");

        assertThat(CommitStamp.around(folder)).contains(HASH);
    }

    @Test
    void ofNoBranch() throws IOException {
        write(".git/HEAD", HASH + "\n");

        assertThat(CommitStamp.around(folder)).contains(HASH);
    }

    @Test
    void ofAWorktree() throws IOException {
        write("clone/.git/refs/heads/x", HASH);
        write("clone/.git/worktrees/w/HEAD", "ref: refs/heads/x\n");
        write("clone/.git/worktrees/w/commondir", "../..\n");
        write("w/.git", "gitdir: " + folder.resolve("clone/.git/worktrees/w") + "\n");

        assertThat(CommitStamp.around(folder.resolve("w"))).contains(HASH);
    }

    @Test
    void ofNothingThatCanBeRead() throws IOException {
        assertThat(CommitStamp.around(folder)).isEmpty();
        write(".git/HEAD", "ref: refs/../../../etc/passwd\n");
        assertThat(CommitStamp.around(folder)).isEmpty();
        write(".git/HEAD", "<script>\n");
        assertThat(CommitStamp.around(folder)).isEmpty();
        write(".git/HEAD", "ref: refs/heads/unborn\n");
        assertThat(CommitStamp.around(folder)).isEmpty();
    }
}
