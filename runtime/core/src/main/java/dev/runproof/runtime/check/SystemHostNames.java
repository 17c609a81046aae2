package dev.runproof.runtime.check;

import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Host names as the machine looks them up, with a limit on the time that it takes. */
public final class SystemHostNames implements HostNames {

    private final Duration longest;

    /**
     * Prepares to look names up.
     *
     * @param longest how long one may take
     */
    public SystemHostNames(Duration longest) {
        this.longest = longest;
    }

    @Override
    public Set<IpAddress> addresses(String name) {
        try {
            return CompletableFuture.supplyAsync(() -> lookUp(name))
                    .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            return Set.of();
        }
    }

    private static Set<IpAddress> lookUp(String name) {
        var addresses = new HashSet<IpAddress>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                addresses.add(IpAddress.parse(withoutZone(address.getHostAddress())));
            }
        } catch (UnknownHostException | InvalidValueException e) {
            return Set.of();
        }
        return addresses;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
