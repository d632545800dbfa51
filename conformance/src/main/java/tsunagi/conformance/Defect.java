package tsunagi.conformance;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;

/// Says of a failure of the kit itself what it was and where. It is never the node's fault, and
/// never a pass.
final class Defect {
    /// One sentence.
    static String sentence(Throwable fault) {
        Throwable cause = cause(fault);
        StackTraceElement[] frames = cause.getStackTrace();
        String where = Arrays.stream(frames)
                .filter(frame -> frame.getClassName().startsWith("tsunagi."))
                .findFirst()
                .or(() -> Arrays.stream(frames).findFirst())
                .map(frame -> " at " + frame)
                .orElse("");
        return "the kit itself failed: " + cause + where;
    }

    /// What a worker threw, not that it threw something.
    private static Throwable cause(Throwable fault) {
        Throwable cause = fault.getCause();
        return fault instanceof ExecutionException && cause != null ? cause(cause) : fault;
    }

    private Defect() {}
}
