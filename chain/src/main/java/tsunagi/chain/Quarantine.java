package tsunagi.chain;

import java.io.IOException;

/// Where bytes go that recovery cuts off a log: kept, so that a person can look at what was lost.
@FunctionalInterface
public interface Quarantine {
    /// For logs that never survive their process.
    Quarantine NONE = (log, from) -> "nowhere";

    /// Copies what `log` holds from offset `from` to its end, durably; it is cut off after that.
    ///
    /// @return the place, in words for the person who will look for it
    String keep(ByteStore log, long from) throws IOException;
}
