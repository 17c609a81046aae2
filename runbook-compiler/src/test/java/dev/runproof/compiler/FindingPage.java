package dev.runproof.compiler;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.selftest.Example;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page that explains a finding, with its examples as folders of files. */
record FindingPage(Path path, SourceFile file, MarkdownDocument document) {

    static FindingPage read(Path path) throws IOException {
        var file = new SourceFile(path.getFileName().toString(), Files.readString(path));
        return new FindingPage(path, file, new MarkdownReader().read(file, 1));
    }

    String id() {
        return file.path().replace(".md", "");
    }

    /** The report that the page promises for its bad example. */
    FencedBlock report() {
        return Example.report(document);
    }

    /** The pages of the web that an example shows, by address; none where it shows none. */
    Map<String, String> web(String example) {
        return Example.of(document, example).web();
    }

    /** Writes the files of an example, and of the base that it is compared with if a file of that is shown. */
    void write(String title, Path folder) throws IOException {
        Example example = Example.of(document, title);
        write(example.files(), folder);
        write(example.base(), folder.resolve("base"));
    }

    private static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
