package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.NameFollower;
import tsunagi.app.activity.NameIndex;
import tsunagi.app.activity.NodeMetrics;
import tsunagi.app.http.HttpFace;
import tsunagi.app.http.HttpOptions;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.ChainParameters;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;

/// All that `--http` adds to a node. It hears the node's events from the first on, so it
/// is there before the node is. Only who is asked for it names it: its classes and
/// libraries cost nothing otherwise.
final class HttpSide implements Closeable {
    private final NodeMetrics metrics = new NodeMetrics();
    private final Activity activity = new Activity(InstantSource.system(), metrics);
    private @Nullable HttpFace face;
    private @Nullable NameFollower names;

    /// Calls the other listener first, then the readers of events.
    Consumer<NodeEvent> heardAfter(Consumer<NodeEvent> other) {
        return other.andThen(activity);
    }

    /// Begins to serve.
    ///
    /// @throws IOException if the address cannot be had; its message is a sentence for the user
    void start(HttpOptions options, Node node, BlockProducer producer, ChainParameters parameters) throws IOException {
        metrics.observe(node);
        node.onRelayed(activity);
        producer.watch(activity);
        names = new NameFollower(node.chain(), NameIndex.forThisHeap(), parameters.genesis(), LOG);
        activity.whenTheChainChanges(names::look);
        // Blocks that joined before that have woken no thread.
        names.look();
        HttpFace.Subject subject =
                new HttpFace.Subject(node, parameters, producer, activity, names, metrics, Main.version());
        face = HttpFace.start(options, subject, LOG);
    }

    /// The port that it serves at.
    int port() {
        if (face == null) throw new IllegalStateException("it has not started");
        return face.port();
    }

    @Override
    public void close() {
        if (face != null) face.close();
        if (names != null) names.close();
    }
}
