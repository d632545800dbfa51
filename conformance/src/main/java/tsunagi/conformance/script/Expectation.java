package tsunagi.conformance.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What must come from a node at a peer.
public sealed interface Expectation {
    /// Whether something has to come, which then has an earliest time.
    default boolean mayBeTooEarly() {
        return true;
    }

    /// No frame.
    ///
    /// @param atLeast how long to listen at the least
    record Nothing(Duration atLeast) implements Expectation {
        @Override
        public boolean mayBeTooEarly() {
            return false;
        }
    }

    /// The connection is still good.
    record Open() implements Expectation {
        @Override
        public boolean mayBeTooEarly() {
            return false;
        }
    }

    /// The node ends the connection.
    record Closed() implements Expectation {}

    /// A block that the node mines, from then on known by a name.
    ///
    /// @param parent a block's name, or null for genesis
    record Mined(String name, @Nullable String parent, Template data) implements Expectation {}

    /// Frames of a shape.
    record Frames(Shape shape) implements Expectation {}
}
