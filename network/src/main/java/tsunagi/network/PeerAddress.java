package tsunagi.network;

import java.util.Optional;

/// Where to dial: a name or address, and a port. Looked up anew at every attempt.
///
/// @param host host name, IPv4 address, or IPv6 address without brackets
/// @param port 1 … 65535
public record PeerAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /// Reads `host:port`, `[ipv6]:port`; nothing if the text is neither.
    public static Optional<PeerAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) return Optional.empty();
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) host = host.substring(1, host.length() - 1);
        if (host.isBlank() || (!bracketed && host.contains(":"))) return Optional.empty();
        Optional<Integer> port = port(text.substring(colon + 1));
        String name = host;
        return port.map(p -> new PeerAddress(name, p));
    }

    private static Optional<Integer> port(String digits) {
        if (!digits.matches("[0-9]{1,5}")) return Optional.empty();
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= MAX_PORT ? Optional.of(port) : Optional.empty();
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
