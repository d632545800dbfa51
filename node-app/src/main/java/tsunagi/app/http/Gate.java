package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may ask for what.
///
/// A page of another site can send requests here from a browser on this machine. It cannot
/// read the answers, unless its name is made to lead here; then the Host header has that
/// name, and an address that is a number can't be such a name. What it may not even send
/// is what changes something.
final class Gate {
    private static final Set<String> MONITORING = Set.of("health", "ready", "metrics");

    private static final Set<String> HTTP_1 = Set.of("HTTP/1.0", "HTTP/1.1");

    /// A name, an IPv4 address or an IPv6 address in brackets, and a port.
    private static final Pattern HOST = Pattern.compile("(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(.*)");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final HttpOptions options;
    private final boolean loopback;
    private final RequestRate rate = new RequestRate();

    /// Of its own, because a client that asks too often for other things is still to be monitored.
    private final RequestRate monitoring = new RequestRate();

    Gate(HttpOptions options, boolean loopback) {
        this.options = options;
        this.loopback = loopback;
    }

    /// @throws Problem if the request is not to be served
    void check(Request request) throws Problem {
        RequestRate bucket = MONITORING.contains(request.path().getFirst()) ? monitoring : rate;
        if (!bucket.allows(request.remote(), System.nanoTime())) {
            throw Problem.tooMany(ProblemCode.TOO_MANY_REQUESTS, "Too many requests from this address.");
        }
        String host = request.header("Host")
                .orElseThrow(() -> new Problem(ProblemCode.BAD_REQUEST, "There is no Host header."));
        checkForm(request, host);
        checkHeaders(request);
        if (!isOurs(name(host))) {
            throw new Problem(
                    ProblemCode.UNKNOWN_HOST,
                    "This node does not have this host name. Use its IP address, localhost, or the host of --http.");
        }
        Optional<String> origin = request.header("Origin");
        if (origin.isPresent() && !isSame(origin.get(), host)) {
            throw new Problem(ProblemCode.OTHER_SITE, "Requests from pages of other sites are refused.");
        }
        if (isApi(request)) checkSite(request);
        if (request.changesState()) checkMayChange(request);
    }

    private static void checkHeaders(Request request) throws Problem {
        if (request.headers() > HttpLimits.MAX_HEADERS) {
            throw new Problem(
                    ProblemCode.HEADERS_TOO_LARGE, "There are more than " + HttpLimits.MAX_HEADERS + " headers.");
        }
        if (request.headerBytes() > HttpLimits.MAX_HEADER_BYTES) {
            throw new Problem(
                    ProblemCode.HEADERS_TOO_LARGE,
                    "The headers have more than " + HttpLimits.MAX_HEADER_BYTES + " bytes together.");
        }
    }

    /// What two programs may read in two ways is read in none: another protocol in the request
    /// line, two hosts, or what is none, and a length that is not all digits (RFC 9112, sections
    /// 2.3, 3.2 and 6.3).
    private static void checkForm(Request request, String host) throws Problem {
        if (!HTTP_1.contains(request.protocol())) {
            throw new Problem(
                    ProblemCode.BAD_REQUEST,
                    "The request line does not end with HTTP/1.1: another protocol is not served here.");
        }
        if (request.hosts() > 1) throw new Problem(ProblemCode.BAD_REQUEST, "There are two Host headers.");
        if (!HOST.matcher(host).matches())
            throw new Problem(
                    ProblemCode.BAD_REQUEST, "The Host header is no host with a port, such as localhost:9000.");
        Optional<String> authority = request.authority();
        if (authority.isPresent() && !authority.get().equalsIgnoreCase(host))
            throw new Problem(ProblemCode.BAD_REQUEST, "The request line and the Host header name two hosts.");
        if (!DIGITS.matcher(request.header("Content-Length").orElse("0")).matches())
            throw new Problem(ProblemCode.BAD_REQUEST, "The Content-Length is no number.");
    }

    /// Whether it is for the API, and not for a page or for monitoring.
    static boolean isApi(Request request) {
        return request.path().getFirst().equals("api");
    }

    /// A picture whose address leads here comes without an Origin, and would
    /// cost as much as any request.
    private static void checkSite(Request request) throws Problem {
        String site = request.header("Sec-Fetch-Site").orElse("none");
        if (!site.equals("none") && !site.equals("same-origin")) {
            throw new Problem(ProblemCode.OTHER_SITE, "Requests from pages of other sites are refused.");
        }
    }

    private void checkMayChange(Request request) throws Problem {
        if (options.token().isPresent()) {
            if (!isSecret(bearer(request), options.token().get())) {
                throw new Problem(
                        ProblemCode.TOKEN_NEEDED,
                        "Send the token of --http-token as a bearer token.",
                        Map.of("WWW-Authenticate", "Bearer"));
            }
        } else if (!loopback) {
            throw new Problem(
                    ProblemCode.TOKEN_NOT_SET,
                    "This node listens for other machines too, so requests that change state need --http-token.");
        }
    }

    /// The token that comes with the request; empty if none does. The scheme may be in any case,
    /// and blanks follow it (RFC 9110, sections 11.1 and 11.4).
    private static String bearer(Request request) {
        Matcher bearer = BEARER.matcher(request.header("Authorization").orElse(""));
        return bearer.matches() ? bearer.group(1) : "";
    }

    /// Takes as long for a wrong one as for the right one.
    private static boolean isSecret(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), wanted.getBytes(UTF_8));
    }

    private boolean isOurs(String name) {
        return name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(options.host())
                || isNumber(name)
                || options.origin()
                        .map(URI::getHost)
                        .filter(name::equalsIgnoreCase)
                        .isPresent();
    }

    private static boolean isNumber(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isSame(String origin, String host) {
        if (options.origin().map(URI::toString).filter(origin::equalsIgnoreCase).isPresent()) return true;
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    /// The host without its port.
    private static String name(String host) {
        if (host.startsWith("[")) return host.substring(1, Math.max(1, host.indexOf(']')));
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
