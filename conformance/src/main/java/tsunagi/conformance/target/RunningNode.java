package tsunagi.conformance.target;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// A node that was started and can be ended again. Used by one thread.
public interface RunningNode {
    /// Starts nodes.
    interface Starter {
        /// Starts one; it may not be ready yet, or ever.
        ///
        /// @param peers as host:port, to be dialled for as long as the node runs
        /// @param data  a directory that is the node's own and outlives it
        RunningNode start(int port, List<String> peers, Path data) throws IOException;
    }

    /// Writes to its standard input, in one write. The LF of a line is part of it.
    void console(Octets text) throws IOException;

    void endConsole() throws IOException;

    /// How it ended, or null if it runs.
    @Nullable
    String ended();

    /// Whether it has said that it can be used; true if it is not expected to say so.
    default boolean isReady() {
        return true;
    }

    /// The last of what it said.
    String words();

    /// Asks it to end; false if it has not by then.
    boolean stop(Duration within);

    /// Ends it at once.
    void kill();

    /// The status that it ended with, if it has ended and has one: 128 and the number of the signal
    /// if one ended it. Behind a wrapper it is the wrapper's.
    default OptionalInt endStatus() {
        return OptionalInt.empty();
    }

    /// What was wrong after it was stopped or killed, or null: something else still listened in its
    /// place. Then the steps that follow would show nothing about the node.
    default @Nullable String endFault() {
        return null;
    }

    /// Keeps it from doing anything at all, or lets it go on where it was.
    void pause(boolean yes) throws IOException;

    /// Makes what it sends late and lossy from now on; zeros end that. Only for
    /// nodes whose target offers it.
    ///
    /// @param lossPercent of packets, 0 … 100
    default void netem(Duration delay, int lossPercent) throws IOException {
        throw new IOException("this node has no network of its own");
    }

    /// Whether something else than the player ended it. Then it shows nothing about the node.
    default boolean endedFromOutside() {
        return false;
    }
}
