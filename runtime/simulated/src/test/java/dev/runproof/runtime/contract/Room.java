package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;

/**
 * A pod in which whoever is connected hears what anybody says: line by line, from the first one on. Who wants to be called
 * says so in the room, {@code dial ADDRESS PORT}; what the called say is kept apart.
 */
final class Room {

    static final int SPEAKING = 9000;
    static final int HEARING = 9001;
    static final int TOLD = 9002;

    private static final String SCRIPT = """
            mkdir /room; touch /room/said
            nc -ll -p %d -e tee -a /room/said &
            nc -ll -p %d -e tail -n +1 -f /room/said &
            nc -ll -p %d -e sh -c 'for told in /room/told.*; do cat "$told"; echo; done' &
            tail -n +1 -f /room/said | while read -r verb address port; do
              [ "$verb" = dial ] && { tail -n +1 -f /room/said | nc "$address" "$port" >>"/room/told.$address" & }
            done
            """.formatted(SPEAKING, HEARING, TOLD);

    private final Pod pod;

    Room(Cluster cluster, String namespace) {
        this.pod = new Pod(cluster, namespace, "room");
    }

    /** Opens it and gives its address. */
    String start() {
        return pod.start(SCRIPT);
    }
}
