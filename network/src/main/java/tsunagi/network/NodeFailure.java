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
        StackTraceElement[] trace = cause.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return new NodeFailure(where + " failed unexpectedly: " + cause + place, cause);
    }
}
