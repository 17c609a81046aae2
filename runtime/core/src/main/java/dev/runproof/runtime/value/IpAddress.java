package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;

/** Placeholder to be written. */
@RunbookType(name = "ip", pattern = ".*", maxLength = 45, label = "source_ip", falcoField = "fd.rip")
public record IpAddress(String text) {
    public static IpAddress parse(String text) {
        return new IpAddress(text);
    }
}
