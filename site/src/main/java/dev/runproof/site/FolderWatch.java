package dev.runproof.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits until something may have changed in folders: as soon as the system says so, and where it does not, or says it late, for
 * a while. For one thread, but for {@link #close}.
 */
final class FolderWatch implements AutoCloseable {

    /** Whoever saves a file may empty it first. */
    private static final long SETTLES_WITHIN_MILLIS = 10;

    private final Optional<WatchService> service;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    FolderWatch() {
        this.service = service();
    }

    /** The system may have no more watches to give. */
    private static Optional<WatchService> service() {
        try {
            return Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Watches these folders, and no others any more. */
    void watch(Collection<Path> folders) {
        keys.forEach((folder, key) -> {
            if (!folders.contains(folder)) {
                key.cancel();
            }
        });
        keys.keySet().retainAll(folders);
        for (Path folder : folders) {
            if (!keys.containsKey(folder)) {
                register(folder);
            }
        }
    }

    private void register(Path folder) {
        if (service.isPresent()) {
            try {
                keys.put(
                        folder,
                        folder.register(
                                service.get(),
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE));
            } catch (IOException e) {
                // It is gone, or the system has no more watches to give: it is looked at all the same, only later.
                System.getLogger(FolderWatch.class.getName())
                        .log(System.Logger.Level.DEBUG, "cannot watch " + folder, e);
            }
        }
    }

    /**
     * Waits.
     *
     * @param longest how long, in milliseconds, if the system says nothing
     * @throws ClosedWatchServiceException if this was closed
     */
    void await(long longest) throws InterruptedException {
        if (service.isEmpty()) {
            Thread.sleep(longest);
            return;
        }
        WatchKey told = service.get().poll(longest, TimeUnit.MILLISECONDS);
        while (told != null) {
            told.pollEvents();
            told.reset();
            told = service.get().poll(SETTLES_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        try {
            if (service.isPresent()) {
                service.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
