package dev.runproof.compiler.content;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.shell.ShellScript;
import dev.runproof.compiler.shell.SyntaxError;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The shell commands of a runbook: its fenced blocks, without prompts and what programs answered. */
final class ShellBlocks {

    private static final Set<String> SCRIPTS = Set.of("sh", "bash", "shell");
    private static final Set<String> SESSIONS =
            Set.of("console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal");

    private static final Pattern INFO_END = Pattern.compile("[\\s{,:].*", Pattern.DOTALL);

    /** Such as {@code $ }, {@code [root@host ~]# }, {@code me@host:~$ }, {@code sh-4.2$ }. */
    private static final Pattern PROMPT = Pattern.compile("[ \\t]*(?:\\[[^\\]\\n]{1,80}]"
            + "|[\\w.-]{1,40}@[\\w.-]{1,60}(?:[: ][^\\s$#]{0,80})?|(?:ba|a)?sh-[\\d.]{1,9})?[$#][ \\t]+");

    private static final Pattern USER_PROMPT = Pattern.compile("[ \\t]*\\$ ");
    private static final Pattern ROOT_PROMPT = Pattern.compile("[ \\t]*# ");

    private static final Pattern ANSWER = Pattern.compile(
            ".*\\S {3,}\\S.*|[A-Z][A-Za-z]*:? [A-Za-z'\\u2019]+ .*|\\d{4}-\\d\\d-\\d\\d[T ].*|level=.*");

    private static final Pattern APOSTROPHE = Pattern.compile("\\p{L}['\u2019]\\p{L}");

    private static final Pattern QUOTE = Pattern.compile("^[\\s>]*");

    private static final int MOST_LINES_OF_A_COMMAND = 40;

    private ShellBlocks() {}

    /** The first word behind a fence, in lower case. */
    static String language(FencedBlock block) {
        return INFO_END.matcher(block.info().strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    static List<ShellFragment> of(Runbook runbook) {
        var fragments = new ArrayList<ShellFragment>();
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            String language = language(block);
            boolean session = SESSIONS.contains(language);
            if ((session || SCRIPTS.contains(language)) && isClosed(block)) {
                var text = new BlockText(block.content());
                if (session || hasUserPrompt(text)) {
                    session(text, fragments);
                } else {
                    ShellScript script = ShellScript.read(text.text());
                    fragments.add(new ShellFragment(
                            text, 0, script, script.error().filter(error -> !isInAnswer(text, error))));
                }
            }
        }
        return fragments;
    }

    private static boolean hasUserPrompt(BlockText text) {
        return text.text().contains("$ ")
                && text.text()
                        .lines()
                        .anyMatch(line -> USER_PROMPT.matcher(line).lookingAt());
    }

    /** A block that was never closed has taken in the rest of the page. */
    private static boolean isClosed(FencedBlock block) {
        SourceFile file = block.fence().file();
        Span content = block.content().span();
        int line = file.lineAt(content.end()) + (content.start() == content.end() ? 0 : 1);
        for (int i = line; i <= Math.min(line + 1, file.lineCount()); i++) {
            String stripped = QUOTE.matcher(file.line(i)).replaceFirst("");
            if (stripped.startsWith("```") || stripped.startsWith("~~~")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the error stands in what a program answered, pasted below a command. */
    private static boolean isInAnswer(BlockText text, SyntaxError error) {
        int line = text.lineAt(error.start());
        return line > 0 && ANSWER.matcher(text.line(line)).matches();
    }

    private static void session(BlockText text, List<ShellFragment> fragments) {
        boolean hasUser = hasUserPrompt(text);
        int line = 0;
        while (line < text.lineCount()) {
            int prompt = promptEnd(text.line(line), hasUser);
            line = prompt == 0 ? line + 1 : command(text, line, prompt, hasUser, fragments);
        }
    }

    /** Where the prompt of a line ends; 0 if it has none. Beside other prompts, or before prose, a # is a comment. */
    private static int promptEnd(String line, boolean hasUser) {
        var prompt = PROMPT.matcher(line);
        if (!prompt.lookingAt()) {
            return 0;
        }
        boolean root = ROOT_PROMPT.matcher(line).lookingAt();
        boolean comment =
                root && (hasUser || prompt.end() == line.length() || !Character.isLowerCase(line.charAt(prompt.end())));
        return comment ? 0 : prompt.end();
    }

    /** Reads the command behind a prompt, with the lines that it goes on over; the line behind it. */
    private static int command(BlockText text, int first, int prompt, boolean hasUser, List<ShellFragment> fragments) {
        int start = text.lineStart(first) + prompt;
        int last = first;
        while (last + 1 < text.lineCount() && text.line(last).endsWith("\\")) {
            last++;
        }
        ShellScript script = read(text, start, last);
        int longest = Math.min(text.lineCount(), last + MOST_LINES_OF_A_COMMAND);
        int end = last;
        ShellScript longer = script;
        while (isUnfinished(longer) && end + 1 < longest && promptEnd(text.line(end + 1), hasUser) == 0) {
            end++;
            longer = read(text, start, end);
        }
        if (longer.error().isEmpty()) {
            script = longer;
            last = end;
        }
        // It may be a comment.
        boolean doubtful = ROOT_PROMPT.matcher(text.line(first)).lookingAt()
                && (isUnfinished(script) || APOSTROPHE.matcher(text.line(first)).find());
        fragments.add(new ShellFragment(text, start, script, doubtful ? Optional.empty() : script.error()));
        return last + 1;
    }

    private static boolean isUnfinished(ShellScript script) {
        return script.error().filter(SyntaxError::unfinished).isPresent();
    }

    /** Commands up to the end of a line; the prompt {@code > } of a line that goes on is no part of them. */
    private static ShellScript read(BlockText text, int start, int last) {
        return ShellScript.read(
                text.text().substring(start, text.lineStart(last + 1)).replace("\n> ", "\n  "));
    }
}
