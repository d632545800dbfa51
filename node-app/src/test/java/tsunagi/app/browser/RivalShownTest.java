package tsunagi.app.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tsunagi.app.HttpNode;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Tip;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// Readers see that a branch is fetched that is too long for memory, although the
/// chain stands still meanwhile.
@Execution(ExecutionMode.SAME_THREAD)
class RivalShownTest {
    private static final int LEFT = 3_000;
    private static final int HALF = 2_000;
    private static final long TIME = 1_700_000_000L;

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    /// A peer that sends blocks of a branch from genesis on, as many as it is asked to.
    private static final class Sender implements AutoCloseable {
        private final Socket socket;
        private final String name;
        private Tip tip = new Tip(0, ChainParameters.book().genesis().hash());

        Sender(HttpNode node, String name) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
            this.name = name;
        }

        void sendUpTo(long height) throws IOException {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            while (tip.index() < height) {
                Block template = tip.child(name, List.of(), TIME + tip.index());
                Block block = template.withProof(0, template.computeHash());
                frames.writeBytes(BlockWriter.frame(block));
                tip = new Tip(block.index(), block.hash());
            }
            OutputStream out = socket.getOutputStream();
            frames.writeTo(out);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String read(HttpNode node, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = node.at(path);
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static JsonNode rivals(HttpNode node) throws Exception {
        return Browser.MAPPER.readTree(read(node, "/api/chain")).get("rivals");
    }

    @Test
    void aRivalIsShownWhileItIsFetchedAndNoLonger() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0");
                Sender left = new Sender(node, "left");
                Sender right = new Sender(node, "right")) {
            left.sendUpTo(LEFT);
            HttpNode.await("the chain", () -> node.node().tip().index() == LEFT);
            assertTrue(rivals(node).isEmpty());
            assertTrue(read(node, "/metrics").contains("\ntsunagi_rival_blocks 0.0\n"));
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.await("document.querySelector('.live.on')");

            right.sendUpTo(HALF);
            page.awaitText("Blocks so far: 2,000. With 3,001 it becomes the chain");
            JsonNode rival = rivals(node).get(0);
            assertEquals(0, rival.get("fork_height").asLong());
            assertEquals(HALF, rival.get("blocks").asLong());
            assertEquals(LEFT + 1, rival.get("needed").asLong());
            assertTrue(rival.get("from").asString().startsWith("127.0.0.1:"), rival::toString);
            assertTrue(read(node, "/metrics").contains("\ntsunagi_rival_blocks 2000.0\n"));
            page.click(".language");
            page.awaitText("取得済み 2,000 ブロック");
            // What is shown follows what comes, although the chain stands still.
            right.sendUpTo(HALF + 1);
            page.awaitText("取得済み 2,001 ブロック");
            page.click(".language");

            right.sendUpTo(LEFT + 1);
            HttpNode.await("the switch", () -> node.node().tip().index() == LEFT + 1);
            page.await("!document.querySelector('.rival') && document.querySelector('main dd').innerText == '3,001'");
            HttpNode.await("no rival", () -> rivals(node).isEmpty());
            assertTrue(read(node, "/metrics").contains("\ntsunagi_rival_blocks 0.0\n"));
            assertEquals(List.of(), page.takeComplaints());
        }
    }
}
