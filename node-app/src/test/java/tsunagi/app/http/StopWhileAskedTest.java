package tsunagi.app.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.NameFollower;
import tsunagi.app.activity.NameIndex;
import tsunagi.app.activity.NodeMetrics;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Miner;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// A server that is stopped while somebody asks it. An interrupt of a thread that reads a file
/// closes the file for all, and the node goes on for a while after its server.
class StopWhileAskedTest {
    private static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);
    private static final int ASKING = 16;
    private static final int BLOCKS = 8_000;
    private static final int DATA_CHARS = 3_000;

    @Test
    void theLogIsReadAndWrittenAfterTheServerIsGone(@TempDir Path directory) throws Exception {
        writeLog(directory);
        NodeMetrics metrics = new NodeMetrics();
        Activity activity = new Activity(InstantSource.system(), metrics);
        try (DataDirectory data = DataDirectory.open(directory);
                Miner miner = new Miner(1);
                Node node = Node.start(
                        new NodeOptions(0, List.of()),
                        data.openChain(PARAMETERS).chain(),
                        activity)) {
            BlockProducer producer = new BlockProducer(node, miner, 0, InstantSource.system());
            // It reads the log meanwhile, too.
            try (NameFollower names = new NameFollower(
                    node.chain(), NameIndex.forThisHeap(), PARAMETERS.genesis(), NOPLogger.NOP_LOGGER)) {
                stopWhileAsked(new HttpFace.Subject(node, PARAMETERS, producer, activity, names, metrics, "test"));
            }
            assertEquals(1, node.chain().at(1).orElseThrow().index());
            assertInstanceOf(BlockProducer.Mined.class, producer.produce("after the server"));
        }
    }

    private static void stopWhileAsked(HttpFace.Subject subject) throws Exception {
        HttpOptions options = new HttpOptions(HttpOptions.LOOPBACK, 0, Optional.empty(), Optional.empty());
        CountDownLatch underWay = new CountDownLatch(ASKING);
        // The server is closed before the client, which waits for its answers.
        try (HttpClient client = HttpClient.newHttpClient();
                HttpFace face = HttpFace.start(options, subject, NOPLogger.NOP_LOGGER)) {
            URI search = URI.create("http://127.0.0.1:" + face.port() + "/api/blocks?text=nowhere");
            for (int i = 0; i < ASKING; i++) {
                Thread.ofVirtual().start(() -> askUntilItIsGone(client, search, underWay));
            }
            assertTrue(underWay.await(30, SECONDS), () -> underWay.getCount() + " were never answered");
        }
    }

    private static void askUntilItIsGone(HttpClient client, URI search, CountDownLatch underWay) {
        HttpRequest request = HttpRequest.newBuilder(search).build();
        try {
            while (client.send(request, BodyHandlers.discarding()).statusCode() < 600) underWay.countDown();
        } catch (IOException e) {
            underWay.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// So many bytes that a search is always amid them: as many as there may be are under
    /// way when the server stops.
    private static void writeLog(Path directory) throws IOException {
        Tip tip = new Tip(0, PARAMETERS.genesis().hash());
        try (OutputStream log = new BufferedOutputStream(Files.newOutputStream(directory.resolve("chain.log")))) {
            for (int i = 1; i <= BLOCKS; i++) {
                Block block = tip.child("x".repeat(DATA_CHARS), List.of(), i);
                block = block.withProof(0, block.computeHash());
                log.write(BlockWriter.frame(block));
                tip = new Tip(i, block.hash());
            }
        }
    }
}
