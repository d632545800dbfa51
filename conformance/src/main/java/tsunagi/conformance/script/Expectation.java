package tsunagi.conformance.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What must come from a node at a peer.
public sealed interface Expectation {
    /// No frame.
    ///
    /// @param atLeast how long to listen at the least
    record Nothing(Duration atLeast) implements Expectation {}

    /// The connection is still good.
    record Open() implements Expectation {}

    /// The node ends the connection.
    record Closed() implements Expectation {}

    /// A block that the node mines, from then on known by a name.
    ///
    /// @param parent a block's name, or null for genesis
    record Mined(String name, @Nullable String parent, Template data) implements Expectation {}

    /// Frames of a shape.
    record Frames(Shape shape) implements Expectation {}
}
