package tsunagi.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where to dial: a name or address, and a port. Every attempt looks the name up again.
///
/// @param host host name, IPv4 address, or IPv6 address without brackets
/// @param port 1 … 65535
public record PeerAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_NAME_CHARS = 254;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?");

    /// As in a URL (WHATWG, "ends in a number"): the system's resolver reads such a
    /// name as an IPv4 address.
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(%[A-Za-z0-9._-]+)?]");

    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    /// An address as people write it: of IPv6, the longest run of zeros is `::` (RFC 5952).
    static String text(InetAddress address) {
        String all = address.getHostAddress();
        if (!(address instanceof Inet6Address)) return all;
        // Of runs of one length, the first.
        Optional<MatchResult> longest = ZEROS.matcher(all)
                .results()
                .reduce((one, other) -> other.group().length() > one.group().length() ? other : one);
        return longest.map(run -> all.substring(0, run.start()).replaceFirst(":$", "")
                        + "::"
                        + all.substring(run.end()).replaceFirst("^:", ""))
                .orElse(all);
    }

    /// Reads `host:port`, `[ipv6]:port`; nothing if the text is neither.
    public static Optional<PeerAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) return Optional.empty();
        Optional<Integer> port = port(text.substring(colon + 1));
        return host(text.substring(0, colon)).flatMap(host -> port.map(p -> new PeerAddress(host, p)));
    }

    /// Reads what stands before the port: a name, the four numbers of IPv4, or IPv6 in
    /// brackets. Nothing if the text is none of them, such as a number, or IPv4 in fewer
    /// numbers, which a resolver completes in a way that nobody meant: `8000` is 0.0.31.64,
    /// `192.168.1` is 192.168.0.1.
    ///
    /// @return in lower case, IPv6 without brackets
    public static Optional<String> host(String text) {
        if (text.startsWith("[")) return ipv6(text);
        String name = text.toLowerCase(Locale.ROOT);
        if (name.length() > MAX_NAME_CHARS || !NAME.matcher(name).matches()) return Optional.empty();
        boolean isNumber = ENDS_IN_A_NUMBER.matcher(name).matches();
        return isNumber && !IPV4.matcher(name).matches() ? Optional.empty() : Optional.of(name);
    }

    private static Optional<String> ipv6(String text) {
        Matcher matcher = IPV6.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        try {
            InetAddress.ofLiteral(matcher.group(1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String zone = matcher.group(2);
        return Optional.of(matcher.group(1).toLowerCase(Locale.ROOT) + (zone == null ? "" : zone));
    }

    /// Says what is wrong with a text that [#parse] does not read, and what was probably meant.
    ///
    /// @return a clause that goes on after the text
    public static String advice(String text) {
        if (text.isBlank()) return "the entry is empty; write an address, such as localhost:8000";
        if (isIpv6(text)) return "the port is missing; add it, such as " + text + ":8000";
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return text.matches("[0-9]{1,5}")
                    ? "a port needs a host; did you mean localhost:" + text + "?"
                    : "the port is missing; add it, such as " + text + ":8000";
        }
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host(host).isPresent()) return "the port is not a number from 1 to 65535";
        if (host.isBlank()) return "the host is missing; did you mean localhost:" + port + "?";
        if (host.matches("[0-9]+"))
            return "a number is no host; did you mean localhost:" + port + ", or two arguments, " + host + " localhost:"
                    + port + "?";
        if (ENDS_IN_A_NUMBER.matcher(host.toLowerCase(Locale.ROOT)).matches() && !host.contains(":"))
            return "an IPv4 address is four decimal numbers from 0 to 255, such as 127.0.0.1";
        if (isIpv6("[" + host + "]")) return "IPv6 stands in brackets; did you mean [" + host + "]:" + port + "?";
        return isIpv6("[" + text + "]")
                ? "IPv6 stands in brackets and needs a port; did you mean [" + text + "]:8000?"
                : "the host is no name or address";
    }

    private static boolean isIpv6(String text) {
        return ipv6(text).isPresent();
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
