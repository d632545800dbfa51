package tsunagi.app.http;

import java.util.HashMap;
import java.util.Map;

/// An answer that is known before its first byte goes out.
final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    /// 200 with JSON.
    static Reply json(Object body) {
        return json(200, body);
    }

    static Reply json(int status, Object body) {
        return of(status, "application/json", Json.bytes(body));
    }

    /// Done, and nothing to say of it.
    static Reply noContent() {
        return new Reply(204, Map.of(), new byte[0]);
    }

    Reply with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
