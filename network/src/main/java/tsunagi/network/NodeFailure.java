package tsunagi.network;

import java.io.IOException;

/// Why a node cannot go on.
///
/// @param words a clause for the sentence that the program ends with
/// @param cause what was thrown
public record NodeFailure(String words, Throwable cause) {
    /// Words an exception: an IOException is a fault of the disk, everything else is a fault of the
    /// program and gets its place.
    ///
    /// @param where what threw it, as the subject of a clause
    static NodeFailure of(String where, Throwable cause) {
        if (cause instanceof IOException) return new NodeFailure("its block log failed: " + cause.getMessage(), cause);
        if (cause instanceof LinkageError) {
            return new NodeFailure(
                    where + " needs a class that cannot be loaded (" + rootOf(cause)
                            + "), because the program is damaged or may open too few files",
                    cause);
        }
        StackTraceElement[] trace = cause.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return new NodeFailure(where + " failed unexpectedly: " + cause + place, cause);
    }

    private static String rootOf(Throwable cause) {
        Throwable next = cause.getCause();
        return next == null ? String.valueOf(cause.getMessage()) : rootOf(next);
    }
}
