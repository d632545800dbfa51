package tsunagi.app.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /// Stable names for programs, where the status says all. Other places give one of their own.
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(400, "bad-request"),
            Map.entry(401, "token-needed"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "not-found"),
            Map.entry(405, "method-not-allowed"),
            Map.entry(413, "body-too-long"),
            Map.entry(415, "not-application-json"),
            Map.entry(421, "unknown-host"),
            Map.entry(422, "not-a-block"),
            Map.entry(429, "too-many-requests"),
            Map.entry(500, "internal-error"),
            Map.entry(503, "unavailable"));

    private final int status;
    private final String code;
    private final String detail;
    private final @Nullable String pointer;
    private final transient Map<String, String> headers;

    Problem(int status, String detail) {
        this(status, detail, Map.of());
    }

    /// @param code a stable name for programs
    Problem(int status, String code, String detail) {
        this(status, code, detail, null, Map.of());
    }

    /// @param headers that go with the status, such as `Allow`
    Problem(int status, String detail, Map<String, String> headers) {
        this(status, CODES.getOrDefault(status, "error"), detail, null, headers);
    }

    private Problem(int status, String code, String detail, @Nullable String pointer, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.pointer = pointer;
        this.headers = Map.copyOf(headers);
    }

    /// One member of the body is wrong.
    ///
    /// @param pointer the member as a JSON pointer (RFC 6901); empty for the whole body
    /// @param reason  ends a sentence that begins with the member
    static Problem member(String code, String pointer, String reason) {
        String who = pointer.isEmpty() ? "The body " : pointer + " ";
        return new Problem(400, code, who + reason + ".", pointer, Map.of());
    }

    /// Somebody should come back later.
    static Problem tooMany(String detail) {
        return new Problem(429, detail, Map.of("Retry-After", "1"));
    }

    Reply reply() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", TITLES.getOrDefault(status, "Error"));
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        if (pointer != null) body.put("pointer", pointer);
        return Reply.of(status, "application/problem+json", Json.bytes(body)).with(headers);
    }
}
