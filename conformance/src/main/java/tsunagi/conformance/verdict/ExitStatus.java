package tsunagi.conformance.verdict;

import java.util.List;
import java.util.stream.Stream;

/// The exit status of a run.
public enum ExitStatus {
    /// All as expected, at least one scenario ran, and every skip was declared.
    AS_EXPECTED(0, "all is as expected"),
    /// An unexpected failure, or an unexpected pass.
    UNEXPECTED(1, "a result is not as expected"),
    /// A wrong command line, an unknown id, nothing selected, a transcript that is refused, a file
    /// that is not there or cannot be written.
    USAGE(2, "the command line, or a file that it names, is wrong"),
    /// The node under test did not start.
    NOT_STARTED(3, "a node did not start"),
    /// Something could not be decided, a skip was not declared, or the kit itself failed.
    INCONCLUSIVE(4, "not all could be decided");

    private final int code;
    private final String words;

    ExitStatus(int code, String words) {
        this.code = code;
        this.words = words;
    }

    public int code() {
        return code;
    }

    /// What it means, as a part of a sentence.
    public String words() {
        return words;
    }

    /// What several runs end with. A failure is certain, so it outweighs all others.
    public static ExitStatus worst(List<ExitStatus> all) {
        return Stream.of(UNEXPECTED, NOT_STARTED, USAGE, INCONCLUSIVE)
                .filter(all::contains)
                .findFirst()
                .orElse(AS_EXPECTED);
    }
}
