package tsunagi.app.http;

import java.util.Locale;

/// Names each reason for which the API refuses a request. A name is stable: programs
/// and the explorer go by it.
///
/// The API's description lists them all, and a test compares the two.
enum ProblemCode {
    BAD_REQUEST(400, "Bad request"),
    NOT_JSON(400, "Bad request"),
    BODY_CUT_SHORT(400, "Bad request"),
    WRONG_TYPE(400, "Bad request"),
    MISSING_MEMBER(400, "Bad request"),
    UNKNOWN_MEMBER(400, "Bad request"),
    DUPLICATE_MEMBER(400, "Bad request"),
    LONE_SURROGATE(400, "Bad request"),
    OUT_OF_RANGE(400, "Bad request"),
    MISSING_PARAMETER(400, "Bad request"),
    UNKNOWN_PARAMETER(400, "Bad request"),
    DUPLICATE_PARAMETER(400, "Bad request"),
    BAD_BLOCK_ID(400, "Bad request"),
    BAD_ADDRESS(400, "Bad request"),
    SEARCH_TEXT_LENGTH(400, "Bad request"),
    TOKEN_NEEDED(401, "A token is needed"),
    OTHER_SITE(403, "Forbidden"),
    TOKEN_NOT_SET(403, "Forbidden"),
    NOTHING_HERE(404, "Not found"),
    BLOCK_UNKNOWN(404, "Not found"),
    NOT_BANNED(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    BODY_TOO_LONG(413, "Content too large"),
    NOT_APPLICATION_JSON(415, "Unsupported media type"),
    UNKNOWN_HOST(421, "Misdirected request"),
    NOT_A_BLOCK(422, "Not a block"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    SEARCH_BUSY(429, "Too many requests"),
    MINER_BUSY(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    INTERNAL_ERROR(500, "Internal error"),
    NODE_FAILED(503, "Unavailable"),
    TOO_MANY_WATCHERS(503, "Unavailable"),
    NOT_MINED_IN_TIME(503, "Unavailable"),
    STOPPING(503, "Unavailable");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status that goes with it.
    int status() {
        return status;
    }

    /// What the status means, for people.
    String title() {
        return title;
    }

    /// The name as answers carry it, such as `not-json`.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
