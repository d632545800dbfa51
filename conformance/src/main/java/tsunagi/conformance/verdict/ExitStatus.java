package tsunagi.conformance.verdict;

/// What a run ends with, for whoever started it.
public enum ExitStatus {
    /// All as expected, and at least one ran.
    AS_EXPECTED(0),
    /// An unexpected failure, or an unexpected pass.
    UNEXPECTED(1),
    /// A wrong command line, an unknown id, nothing selected, a transcript that is refused.
    USAGE(2),
    /// The node under test did not start.
    NOT_STARTED(3),
    /// Something could not be decided, or the harness failed.
    INCONCLUSIVE(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
