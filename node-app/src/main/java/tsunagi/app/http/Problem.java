package tsunagi.app.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a request is not served, as a problem detail (RFC 9457). Thrown where it is
/// noticed, answered in one place.
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final @Nullable String pointer;
    private final @Nullable String parameter;
    private final transient Map<String, String> headers;

    Problem(ProblemCode code, String detail) {
        this(code, detail, Map.of());
    }

    /// @param headers that go with the status, such as `Allow`
    Problem(ProblemCode code, String detail, Map<String, String> headers) {
        this(code, detail, null, null, headers);
    }

    private Problem(
            ProblemCode code,
            String detail,
            @Nullable String pointer,
            @Nullable String parameter,
            Map<String, String> headers) {
        super(detail);
        this.code = code;
        this.pointer = pointer;
        this.parameter = parameter;
        this.headers = Map.copyOf(headers);
    }

    /// One member of the body is wrong.
    ///
    /// @param pointer the member as a JSON pointer (RFC 6901); empty for the whole body
    /// @param reason  ends a sentence that begins with the member
    static Problem member(ProblemCode code, String pointer, String reason) {
        String who = pointer.isEmpty() ? "The body " : pointer + " ";
        return new Problem(code, who + reason + ".", pointer, null, Map.of());
    }

    /// One parameter of the address is wrong.
    ///
    /// @param name   of the parameter, in the query or in the path
    /// @param reason ends a sentence that begins with the parameter
    static Problem parameter(ProblemCode code, String name, String reason) {
        return new Problem(code, "The parameter " + name + " " + reason + ".", null, name, Map.of());
    }

    /// Answers 429 with `Retry-After: 1`.
    static Problem tooMany(ProblemCode code, String detail) {
        return new Problem(code, detail, Map.of("Retry-After", "1"));
    }

    Reply reply() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("code", code.text());
        body.put("detail", getMessage());
        if (pointer != null) body.put("pointer", pointer);
        if (parameter != null) body.put("parameter", parameter);
        return Reply.of(code.status(), "application/problem+json", Json.bytes(body))
                .with(headers);
    }
}
