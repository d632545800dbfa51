package tsunagi.conformance.target;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the nodes of one scenario live, and how they and the player reach each
/// other. Used by one thread.
public interface Site extends Closeable {
    /// Where one more node will be reached, each time that it runs.
    ///
    /// @param node its name in the scenario
    InetSocketAddress place(String node) throws IOException;

    /// Where nodes reach the player, and what it therefore listens at.
    InetAddress player();

    /// Starts a node; it may not be ready yet, or ever. Null where nodes run already.
    ///
    /// @param place one of this site's
    /// @param peers as host:port, to be dialled for as long as the node runs
    /// @param data  a directory that is the node's own and outlives it
    @Nullable
    RunningNode start(InetSocketAddress place, List<String> peers, Path data) throws IOException;
}
