package tsunagi.app.http;

import java.util.Map;

/// Why a request is not served, as a problem detail (RFC 9457). Thrown by whoever notices, answered in one place.
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "A token is needed"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(413, "Content too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(421, "Misdirected request"),
            Map.entry(422, "Not a block"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Unavailable"));

    /// As it goes out.
    ///
    /// @param type   says nothing beyond the status
    /// @param detail a sentence for people
    record Body(String type, String title, int status, String detail) {}

    private final int status;
    private final String detail;
    private final transient Map<String, String> headers;

    Problem(int status, String detail) {
        this(status, detail, Map.of());
    }

    /// @param headers that go with the status, such as `Allow`
    Problem(int status, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.headers = Map.copyOf(headers);
    }

    /// Somebody should come back later.
    static Problem tooMany(String detail) {
        return new Problem(429, detail, Map.of("Retry-After", "1"));
    }

    Reply reply() {
        Body body = new Body("about:blank", TITLES.getOrDefault(status, "Error"), status, detail);
        return Reply.of(status, "application/problem+json", Json.bytes(body)).with(headers);
    }
}
