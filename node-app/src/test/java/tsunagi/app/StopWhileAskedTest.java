package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that is stopped while somebody asks it: the log must be closed by nobody but the node.
class StopWhileAskedTest {
    private static final int ASKING = 16;
    private static final int BLOCKS = 50;

    @Test
    void theLogIsWholeAndClosedInOrder(@TempDir Path directory) throws Exception {
        RunningNode node = start(directory);
        for (int i = 1; i <= BLOCKS; i++) node.producer().produce("block " + i);
        CountDownLatch underWay = new CountDownLatch(ASKING);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + node.httpPort() + "/api/blocks?text=block"))
                    .build();
            for (int i = 0; i < ASKING; i++) {
                Thread.ofVirtual().start(() -> {
                    try {
                        while (client.send(request, BodyHandlers.discarding()).statusCode() < 600) underWay.countDown();
                    } catch (IOException e) {
                        underWay.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            underWay.await();
            assertDoesNotThrow(node::close);
        }
        assertFalse(node.node().failure().isDone(), "the log failed while the node was stopping");
        assertEquals(BLOCKS, Files.readAllLines(directory.resolve("chain.log")).size());
    }

    private static RunningNode start(Path directory) throws Exception {
        List<String> arguments = List.of("0", "--data-dir", directory.toString(), "--difficulty", "1", "--http", "0");
        if (!(Arguments.parse(arguments, Map.of()) instanceof Command.RunNode command)) {
            throw new IllegalArgumentException(arguments.toString());
        }
        return RunningNode.start(command.settings());
    }
}
