package tsunagi.conformance.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// This machine's loopback interface, where each node has a port of its own.
///
/// @param starter starts a node at a port
public record LocalSite(RunningNode.Starter starter) implements Site {
    @Override
    public InetSocketAddress place(String node) throws IOException {
        return new InetSocketAddress(player(), Ports.next());
    }

    @Override
    public InetAddress player() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public RunningNode start(InetSocketAddress place, List<String> peers, Path data) throws IOException {
        return starter.start(place.getPort(), peers, data);
    }

    @Override
    public void close() {
        // Nothing is held but the nodes, and those who started them end them.
    }
}
