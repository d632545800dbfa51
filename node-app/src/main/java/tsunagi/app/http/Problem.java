package tsunagi.app.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a request is not served, as a problem detail (RFC 9457). Thrown by whoever notices, answered in one place.
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    /// What a status says.
    ///
    /// @param title for people
    /// @param code  a stable name for programs, used where a place gives none of its own
    private record Meaning(String title, String code) {}

    private static final Meaning UNKNOWN = new Meaning("Error", "error");

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(400, new Meaning("Bad request", "bad-request")),
            Map.entry(401, new Meaning("A token is needed", "token-needed")),
            Map.entry(403, new Meaning("Forbidden", "forbidden")),
            Map.entry(404, new Meaning("Not found", "not-found")),
            Map.entry(405, new Meaning("Method not allowed", "method-not-allowed")),
            Map.entry(413, new Meaning("Content too large", "body-too-long")),
            Map.entry(415, new Meaning("Unsupported media type", "not-application-json")),
            Map.entry(421, new Meaning("Misdirected request", "unknown-host")),
            Map.entry(422, new Meaning("Not a block", "not-a-block")),
            Map.entry(429, new Meaning("Too many requests", "too-many-requests")),
            Map.entry(500, new Meaning("Internal error", "internal-error")),
            Map.entry(503, new Meaning("Unavailable", "unavailable")));

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
        this(status, MEANINGS.getOrDefault(status, UNKNOWN).code(), detail, null, headers);
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
        body.put("title", MEANINGS.getOrDefault(status, UNKNOWN).title());
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        if (pointer != null) body.put("pointer", pointer);
        return Reply.of(status, "application/problem+json", Json.bytes(body)).with(headers);
    }
}
