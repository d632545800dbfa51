package tsunagi.conformance.target;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one place of a node that runs already.
///
/// @param place where it is reached
public record ElsewhereSite(InetSocketAddress place) implements Site {
    @Override
    public InetSocketAddress place(String node) {
        return place;
    }

    @Override
    public InetAddress player() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public @Nullable RunningNode start(InetSocketAddress at, List<String> peers, Path data) {
        return null;
    }

    @Override
    public void close() {
        // Nothing was made.
    }
}
