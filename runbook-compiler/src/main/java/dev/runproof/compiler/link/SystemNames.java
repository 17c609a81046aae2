package dev.runproof.compiler.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/**
 * The names that this machine knows. Where its resolver finds none it does not say in a way one can rely on whether there is none
 * or whether it could not ask; then the servers of names are asked once more, by the JDK's own client of theirs, which does.
 */
final class SystemNames implements NameLookup {

    private static final String MILLISECONDS = "2000";

    private final String servers;

    /**
     * Makes one that asks certain servers of names.
     *
     * @param servers such as {@code dns://192.0.2.1}; {@code dns:} for those of this machine
     */
    SystemNames(String servers) {
        this.servers = servers;
    }

    SystemNames() {
        this("dns:");
    }

    @Override
    public List<InetAddress> find(String host) throws UnknownHostException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return List.of(InetAddress.getAllByName(bare));
        } catch (UnknownHostException e) {
            if (isAbsent(bare)) {
                throw new NoSuchNameException(host);
            }
            throw e;
        }
    }

    /** Whether the servers say that there is no such name (NXDOMAIN). Of DNS this client reads texts alone, and no objects. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // its environment is a Hashtable
    boolean isAbsent(String host) {
        var environment = new Hashtable<String, String>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", MILLISECONDS);
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            var context = new InitialDirContext(environment);
            try {
                context.getAttributes(host, new String[] {"A", "AAAA"});
                return false;
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return true;
        } catch (NamingException | RuntimeException e) {
            // No server, no answer, a refusal, a name that is none: nothing is known.
            return false;
        }
    }
}
