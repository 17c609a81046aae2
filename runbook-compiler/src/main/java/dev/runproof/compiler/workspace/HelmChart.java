package dev.runproof.compiler.workspace;

import java.nio.file.Files;
import java.nio.file.Path;

/** Knows the folders of Helm charts. */
public final class HelmChart {

    private HelmChart() {}

    /** Whether a file is below {@code templates/} of a chart: beside that folder is a {@code Chart.yaml}. */
    public static boolean hasTemplate(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        while (folder != null) {
            boolean templates = folder.endsWith("templates");
            if (templates && Files.isRegularFile(folder.resolveSibling("Chart.yaml"))) {
                return true;
            }
            folder = folder.getParent();
        }
        return false;
    }
}
