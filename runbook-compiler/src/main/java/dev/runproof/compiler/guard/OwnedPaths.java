package dev.runproof.compiler.guard;

import java.util.BitSet;

/**
 * A pattern of paths as in a .gitignore: without a slash at its beginning or inside it stands at any depth, and the name of a
 * folder stands for all that is below it. It is matched in time proportional to pattern and path, whatever somebody wrote.
 */
final class OwnedPaths {

    private final String pattern;
    private final boolean anywhere;
    private final boolean folders;

    OwnedPaths(String written) {
        String folder = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
        this.anywhere = folder.indexOf('/') < 0;
        this.pattern = folder.startsWith("/") ? folder.substring(1) : folder;
        // A star at the end is about the files of one folder alone, a lone one about all files.
        this.folders = anywhere || !folder.endsWith("*");
    }

    boolean matches(String path) {
        var reached = new BitSet(path.length() + 1);
        reached.set(0);
        if (anywhere) {
            afterSlashes(path, 0, reached);
        }
        for (int i = 0; i < pattern.length() && !reached.isEmpty(); i++) {
            // Only by themselves between slashes do two stars stand for folders; elsewhere they are as one.
            boolean begins = i == 0 || pattern.charAt(i - 1) == '/';
            if (begins && pattern.startsWith("**/", i)) {
                afterSlashes(path, reached.nextSetBit(0), reached);
                i += 2;
            } else if (begins && pattern.substring(i).equals("**")) {
                reached.set(reached.nextSetBit(0), path.length() + 1);
                i++;
            } else if (pattern.charAt(i) == '*') {
                star(path, reached);
            } else {
                step(path, pattern.charAt(i), reached);
            }
        }
        for (int end = reached.nextSetBit(0); end >= 0; end = reached.nextSetBit(end + 1)) {
            if (end == path.length() || (folders && end > 0 && path.charAt(end) == '/')) {
                return true;
            }
        }
        return false;
    }

    private static void afterSlashes(String path, int from, BitSet reached) {
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            reached.set(slash + 1);
        }
    }

    private static void star(String path, BitSet reached) {
        for (int at = 0; at < path.length(); at++) {
            if (reached.get(at) && path.charAt(at) != '/') {
                reached.set(at + 1);
            }
        }
    }

    private static void step(String path, char wanted, BitSet reached) {
        for (int at = path.length(); at >= 0; at--) {
            boolean fits = at > 0
                    && reached.get(at - 1)
                    && (wanted == '?' ? path.charAt(at - 1) != '/' : path.charAt(at - 1) == wanted);
            reached.set(at, fits);
        }
    }
}
