package tsunagi.network.core;

import java.nio.ByteBuffer;
import tsunagi.chain.Extent;

/// What to write to a peer next. Each is written whole before the next is asked for, so frames
/// never mix (2.2).
public sealed interface Step {
    /// Write this frame.
    record Send(ByteBuffer frame) implements Step {}

    /// Write the log from the extent's start, up to any end of a frame, and report how far
    /// with [Session#sent].
    record Transfer(Extent extent, Stream stream) implements Step {}

    /// Nothing to write until the session's wake-up is called.
    record Wait() implements Step {}

    /// There will be nothing more to write; close the connection.
    record Finish(CloseReason reason) implements Step {}

    /// Which of a session's streams a stretch of the log belongs to.
    enum Stream {
        /// Blocks that joined the chain, as they join (4.1).
        RELAY,
        /// Blocks of a branch returned to, which lie before the point where the session began.
        BACKLOG,
        /// The chain, as asked for (2.2).
        ANSWER
    }
}
