package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Rules 1.2 to 1.6 and 2.7 on a socket.
class FramesTest {
    private static final int MAX_FRAME_BYTES = 4096;

    private final Block block = Mined.on(GENESIS, "b1");

    @Test
    void framesMayComeByteByByte() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial();
                ScriptedPeer other = node.dial()) {
            peer.sendByteByByte(Mined.text(block));
            other.expect(block);
            peer.sendByteByByte(ScriptedPeer.REQUEST);
            peer.expect(block);
        }
    }

    @Test
    void manyFramesMayComeInOnePieceAndEndInTheMiddleOfOne() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 50, "b");
        String stream = String.join("\n", Mined.texts(chain)) + "\n" + ScriptedPeer.REQUEST;
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial()) {
            peer.sendRaw(stream);
            node.awaitTip(chain.getLast());
            peer.sendRaw("\n");
            peer.expect(chain);
        }
    }

    @Test
    void aBlockOf4096BytesIsTakenAndRelayed() throws IOException {
        Block longest = Mined.ofFrameBytes(GENESIS, MAX_FRAME_BYTES);
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial();
                ScriptedPeer other = node.dial()) {
            peer.sendByteByByte(Mined.text(longest));
            other.expect(longest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_FRAME_BYTES, MAX_FRAME_BYTES + 1, 3 * MAX_FRAME_BYTES})
    void asManyBytesWithoutAnLfCloseThatConnectionAlone(int bytes) throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial();
                ScriptedPeer other = node.dial()) {
            peer.send(block);
            other.expect(block);
            peer.sendRaw("x".repeat(bytes));
            peer.expectClosed();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.FRAME_TOO_LONG);
            other.expectOnlyChain(List.of(block));
        }
    }

    @Test
    void aBlockOf4097BytesClosesThatConnectionAlone() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial();
                ScriptedPeer other = node.dial()) {
            peer.send(Mined.ofFrameBytes(GENESIS, MAX_FRAME_BYTES + 1));
            peer.expectClosed();
            other.send(block);
            other.expectOnlyChain(List.of(block));
        }
    }

    @Test
    void aBlockThatOnlyItsCanonicalFormMakesTooLongIsDropped() throws IOException {
        Block tooLong = Mined.ofFrameBytes(GENESIS, MAX_FRAME_BYTES + 1);
        String shorter = Mined.text(tooLong).replace(",\"transactions\":[]", "");
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial()) {
            peer.send(shorter);
            peer.send(block);
            peer.expectOnlyChain(List.of(block));
            assertEquals(1, node.events().of(NodeEvent.BlockNotJoined.class).size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\r", "PING", "get_chain", " GET_CHAIN", "block:{}", " BLOCK:{}", "CHAIN_SYNC_COMPLETE", "\0"
            })
    void anUnknownFrameIsIgnored(String frame) throws IOException {
        expectKept(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLOCK:",
                "BLOCK:{",
                "BLOCK:[]",
                "BLOCK:{}x",
                "BLOCK:{\"index\":-1}",
                "BLOCK:{\"index\":null}",
                "BLOCK:{\"hash\":\"00\"}",
                "BLOCK:{\"index\":1,\"index\":1}",
                "BLOCK:{}"
            })
    void aBlockThatIsNoneIsDropped(String frame) throws IOException {
        expectKept(frame);
    }

    private void expectKept(String frame) throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial();
                ScriptedPeer other = node.dial()) {
            peer.send(frame);
            peer.send(block);
            other.expect(block);
            peer.expectOnlyChain(List.of(block));
            int said = node.events().of(NodeEvent.FrameUnknown.class).size()
                    + node.events().of(NodeEvent.FrameRefused.class).size()
                    + node.events().of(NodeEvent.BlockNotJoined.class).size();
            assertEquals(1, said, "it is told once");
            assertTrue(node.events().of(NodeEvent.PeerDisconnected.class).isEmpty());
        }
    }

    @Test
    void whatFollowsTheLastLfIsDropped() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer peer = node.dial()) {
            peer.sendRaw(ScriptedPeer.REQUEST + "\n" + Mined.text(block));
            peer.halfClose();
            assertEquals("", peer.rest());
            assertEquals(0, node.node().tip().index());
        }
    }
}
