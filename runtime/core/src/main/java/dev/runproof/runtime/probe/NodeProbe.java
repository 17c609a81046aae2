package dev.runproof.runtime.probe;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The program that runs on each node, beside Cilium's agent, and answers what the kernel does with the packets between a
 * pod and an address. It changes nothing, asks nobody, and needs {@code CAP_BPF}, the file system of the pinned maps, and
 * {@code bpftool}; neither the agent's socket nor the Kubernetes API.
 *
 * <p>Usage: {@code NodeProbe --key-file FILE [--listen ADDRESS:PORT] [--maps FOLDER] [--bpftool PROGRAM]}. It prints one
 * line when it listens, and ends with 2 for a wrong command line, 1 if it cannot listen.
 */
public final class NodeProbe {

    /** The port that is used where no other is named. */
    public static final int DEFAULT_PORT = 9966;

    private static final String KEY_FILE = "--key-file";
    private static final String LISTEN = "--listen";
    private static final String MAPS = "--maps";
    private static final String BPFTOOL = "--bpftool";
    private static final Set<String> OPTIONS = Set.of(KEY_FILE, LISTEN, MAPS, BPFTOOL);

    private NodeProbe() {}

    /**
     * Listens until the process is ended.
     *
     * @param args the command line
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        // Who sends a question slowly does not keep one of the few threads.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "200");
        try {
            var options = options(List.of(args));
            var maps = new Bpftool(
                    options.getOrDefault(BPFTOOL, "bpftool"),
                    Path.of(options.getOrDefault(MAPS, "/sys/fs/bpf/tc/globals")));
            var key = ProbeKey.read(Path.of(options.getOrDefault(KEY_FILE, "")));
            var address = address(options.getOrDefault(LISTEN, "0.0.0.0:" + DEFAULT_PORT));
            var datapath = new Datapath(maps);
            warmUp(datapath);
            // Held until the process ends: closing it would end it.
            var server = ProbeServer.start(address, key, datapath::answer);
            System.out.println("listening on port " + server.port());
            new CountDownLatch(1).await();
        } catch (InvalidValueException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("cannot listen: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Answers a question of its own, so that the first of somebody else does not wait for classes to be loaded. */
    private static void warmUp(Datapath datapath) {
        var nobody = IpAddress.parse("192.0.2.1");
        try {
            datapath.answer(new ProbeQuestion(List.of(Cidr.of(nobody)), List.of(nobody)));
        } catch (UnreadableMapException e) {
            System.err.println("not ready yet: " + e.getMessage());
        }
    }

    static Map<String, String> options(List<String> args) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < args.size(); i += 2) {
            if (!OPTIONS.contains(args.get(i)) || i + 1 == args.size()) {
                throw usage();
            }
            options.put(args.get(i), args.get(i + 1));
        }
        if (!options.containsKey(KEY_FILE)) {
            throw usage();
        }
        return options;
    }

    private static InvalidValueException usage() {
        return new InvalidValueException("usage: " + KEY_FILE + " FILE [" + LISTEN + " ADDRESS:PORT] [" + MAPS
                + " FOLDER] [" + BPFTOOL + " PROGRAM]");
    }

    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(LISTEN + " takes an address and a port, such as 0.0.0.0:" + DEFAULT_PORT);
        }
    }
}
