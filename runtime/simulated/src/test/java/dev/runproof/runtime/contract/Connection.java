package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A connection that a process outside the cluster holds open: {@link OpenSocket}, seen from here. */
final class Connection implements AutoCloseable {

    private final Process process;
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final ExecutorService writing = Executors.newSingleThreadExecutor();
    private final Thread reading;

    Connection(Process process) {
        this.process = process;
        this.reading = new Thread(this::read);
        reading.start();
    }

    /** The port on which it waits. */
    int port() {
        await("it waits for a connection: " + printed, () -> !printed.isEmpty());
        return Integer.parseInt(printed.get(0).substring(OpenSocket.LISTENING.length()));
    }

    boolean isOpen() {
        return printed.contains(OpenSocket.OPEN);
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Sends a line, or as much of it as the other end takes, without waiting for that. */
    void say(String line) {
        writing.execute(() -> {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                printed.add("no longer written: " + e.getMessage());
            }
        });
    }

    /** Whether a line has come until now. */
    boolean hasHeard(String line) {
        return printed.contains(line);
    }

    /** Ends it, and gives all that it has ever received. */
    List<String> end() {
        // The command may have started it as somebody else's child.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        writing.shutdown();
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        }
        return List.copyOf(printed);
    }

    @Override
    public void close() {
        end();
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.add(line);
            }
        } catch (IOException e) {
            printed.add("no longer read: " + e.getMessage());
        }
    }
}
