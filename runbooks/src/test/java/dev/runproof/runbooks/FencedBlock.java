package dev.runproof.runbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced code block of a runbook.
 *
 * @param place file and line of the fence, for messages
 * @param language the first word after the fence
 * @param text the lines between the fences
 */
record FencedBlock(String place, String language, String text) {

    private static final Pattern FENCE = Pattern.compile("^( *)```(\\S*).*$");

    /** The blocks of a Markdown file; blocks in list items are indented with their item, and come without that indent. */
    static List<FencedBlock> of(Path file) {
        List<String> lines = lines(file);
        List<FencedBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int start = i;
            String indent = fence.group(1);
            StringBuilder text = new StringBuilder();
            for (i++; !lines.get(i).equals(indent + "```"); i++) {
                String line = lines.get(i);
                text.append(line.startsWith(indent) ? line.substring(indent.length()) : line)
                        .append('\n');
            }
            blocks.add(new FencedBlock(file.getFileName() + ":" + (start + 1), fence.group(2), text.toString()));
        }
        return blocks;
    }

    boolean isShell() {
        return language.equals("sh") || language.equals("bash");
    }

    @Override
    public String toString() {
        return place;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
