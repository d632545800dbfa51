package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// A block as bytes: what the API shows against what a peer is sent.
class FrameTest {
    private static String sentToAPeer(HttpNode node) throws Exception {
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            peer.getOutputStream().write("GET_CHAIN\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(peer.getInputStream(), UTF_8));
            return in.readLine() + "\n";
        }
    }

    @Test
    void theFrameIsWhatPeersAreSent() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("tea \"for\" 雪 \u0001\u2028😀");
            String sent = sentToAPeer(node);
            JsonNode detail = node.json("/api/blocks/1");
            String hash = detail.get("block").get("hash").asString();
            for (String path : new String[] {"/api/blocks/1/frame", "/api/blocks/" + hash + "/frame"}) {
                HttpResponse<byte[]> frame = node.bytes(path, "Accept", "*/*");
                assertEquals(200, frame.statusCode());
                assertEquals(sent, new String(frame.body(), UTF_8));
                assertEquals(
                        "text/plain; charset=utf-8",
                        frame.headers().firstValue("Content-Type").orElse(""));
                assertEquals(frame.body().length, detail.get("frame_bytes").asInt());
                HttpResponse<String> head = node.ask("HEAD", path, "");
                assertEquals(200, head.statusCode());
                assertEquals(
                        frame.body().length,
                        head.headers().firstValueAsLong("Content-Length").orElse(-1));
                assertTrue(head.body().isEmpty());
            }
        }
    }

    @Test
    void genesisHasTheFrameThatANodeWouldWrite() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            JsonNode genesis = node.json("/api/blocks/0").get("block");
            String frame = node.read("/api/blocks/0/frame").body();
            assertTrue(frame.startsWith("BLOCK:{\"index\":0,") && frame.endsWith("}\n"), frame);
            assertTrue(frame.contains(genesis.get("hash").asString()), frame);
        }
    }

    @Test
    void aBlockOffTheChainHasItsFrameToo() throws Exception {
        try (HttpNode node = HttpNode.startWith("0", "--difficulty", "0")) {
            Block side = node.node().tip().child("side", List.of(), 1);
            Block proven = side.withProof(0, side.computeHash());
            node.mine("main");
            try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                peer.getOutputStream().write(BlockWriter.frame(proven));
                String path = "/api/blocks/" + proven.hash();
                HttpNode.await("it", () -> node.read(path).statusCode() == 200);
                assertEquals(0, node.json(path).get("confirmations").asInt());
                assertArrayEquals(
                        BlockWriter.frame(proven),
                        node.bytes(path + "/frame", "Accept", "*/*").body());
            }
        }
    }

    @Test
    void confirmationsAreCountedFromOneAtTheTip() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (int i = 1; i <= 3; i++) node.mine("block " + i);
            for (int height = 0; height <= 3; height++) {
                assertEquals(
                        4 - height,
                        node.json("/api/blocks/" + height).get("confirmations").asInt());
            }
        }
    }

    @Test
    void aHashIsAHashInEitherCaseAndAHeightThatIsTooLongIsUnknown() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("one");
            JsonNode block = node.json("/api/blocks/1");
            String hash = block.get("block").get("hash").asString();
            assertEquals(block, node.json("/api/blocks/" + hash.toUpperCase(Locale.ROOT)));
            for (String height : new String[] {"2", "99999999999", "18446744073709551617"}) {
                assertEquals(
                        "block-unknown",
                        node.json("/api/blocks/" + height).get("code").asString(),
                        height);
            }
            for (String bad : new String[] {"-1", "x", "1.0", "0x1", hash.substring(1)}) {
                JsonNode problem = node.json("/api/blocks/" + bad + "/frame");
                assertEquals("bad-block-id", problem.get("code").asString(), bad);
                assertEquals("id", problem.get("parameter").asString(), bad);
            }
        }
    }
}
