package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.ByteReads;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An API server's answers as a test wants them, by how their paths begin. */
final class Answers implements ByteReads {

    /** Writes an answer. */
    interface Answer {
        void to(OutputStream out) throws IOException;
    }

    final List<String> asked = new ArrayList<>();
    private final Map<String, Answer> byPath = new LinkedHashMap<>();

    Answers with(String path, Answer answer) {
        byPath.put(path, answer);
        return this;
    }

    Answers with(String path, String text) {
        return with(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    Answers with(String path, Map<String, ?> json) {
        return with(path, KubernetesObject.json(json));
    }

    @Override
    public void read(Reading what, OutputStream to, Duration atMost) throws IOException {
        synchronized (asked) {
            asked.add(what.toString());
        }
        String path = what.toString();
        for (var entry : byPath.entrySet()) {
            if (path.equals(entry.getKey())
                    || path.startsWith(entry.getKey() + "?")
                    || path.startsWith(entry.getKey() + "&")) {
                entry.getValue().to(to);
                return;
            }
        }
        throw new ClusterException(ClusterException.Reason.NOT_FOUND, "the API server answers 404 to GET " + path);
    }
}
