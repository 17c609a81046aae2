package dev.runproof.compiler;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why something could not be written: the messages of the JDK alone are often no more than the path. */
public final class WriteFailure {

    private WriteFailure() {}

    /**
     * The reason, for people.
     *
     * @param failure what was thrown
     * @return the file, where it is known, and what is wrong with it
     */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException problem && problem.getReason() == null) {
            return problem.getFile() + ": " + reason(problem);
        }
        return String.valueOf(failure.getMessage());
    }

    private static String reason(FileSystemException problem) {
        if (problem instanceof AccessDeniedException) {
            return "access denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "there is no such folder, and it cannot be made";
        }
        return problem instanceof FileAlreadyExistsException
                ? "there is something else of that name"
                : problem.getClass().getSimpleName().replace("Exception", "");
    }
}
