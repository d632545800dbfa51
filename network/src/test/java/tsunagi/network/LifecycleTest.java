package tsunagi.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.Chain;
import tsunagi.chain.DataDirectory;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Starting, stopping, and starting again on the same data.
class LifecycleTest {
    private static final NodeOptions ALONE = new NodeOptions(0, List.of());

    @Test
    void aRestartOnTheSameDirectoryGivesTheSameBytes(@TempDir Path directory) throws IOException {
        List<Block> left = Mined.branch(Mined.GENESIS, 2, "left");
        List<Block> right = Mined.branch(Mined.GENESIS, 4, "right");
        String answer;
        try (DataDirectory data = DataDirectory.open(directory);
                TestNode node = TestNode.start(ALONE, chainIn(data));
                ScriptedPeer peer = node.dial()) {
            peer.send(left);
            peer.send(right);
            node.awaitTip(right.getLast());
            Block mined = node.mine("mined");
            peer.expect(mined);
            answer = node.answer();
        }
        String log = Files.readString(directory.resolve("chain.log"), UTF_8);
        assertTrue(log.endsWith(answer), "the file is a transcript");
        try (DataDirectory data = DataDirectory.open(directory);
                TestNode node = TestNode.start(ALONE, chainIn(data))) {
            assertEquals(5, node.node().tip().index());
            assertEquals(answer, node.answer());
        }
        assertEquals(log, Files.readString(directory.resolve("chain.log"), UTF_8));
    }

    private static Chain chainIn(DataDirectory data) throws IOException {
        return data.openChain(Mined.PARAMETERS).chain();
    }

    @Test
    void aPortThatIsTakenIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                Chain chain = Chain.inMemory(Mined.PARAMETERS)) {
            NodeOptions options = new NodeOptions(taken.getLocalPort(), List.of());
            IOException e = assertThrows(IOException.class, () -> Node.start(options, chain, event -> {}));
            assertEquals(
                    "port " + taken.getLocalPort() + " cannot be listened on: Address already in use", e.getMessage());
        }
    }

    @Test
    void closingEndsEverythingInTheMiddleOfIt(@TempDir Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                TestNode source = TestNode.holding(Mined.branch(Mined.GENESIS, 3000, "a"))) {
            TestNode syncing = TestNode.start(new NodeOptions(0, List.of(source.address())), chainIn(data));
            ScriptedPeer deaf = ScriptedPeer.dialWithSmallBuffer(syncing.port());
            deaf.send(Collections.nCopies(200, ScriptedPeer.REQUEST).toArray(String[]::new));
            Eventually.holds("it is syncing", () -> syncing.node().tip().index() > 0);
            assertTimeoutPreemptively(Eventually.DEADLINE, syncing::close);
            assertFalse(syncing.node().failure().isDone(), "stopping is no failure");
            deaf.close();
            assertThrows(ClosedChannelException.class, () -> syncing.node().port(), "it listens no more");
        }
    }

    @Test
    void peersAreToldNothingOfAStopButTheEnd() throws IOException {
        TestNode node = TestNode.dialling();
        try (ScriptedPeer peer = node.dial()) {
            node.close();
            peer.expectClosed();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.NODE_STOPPED);
        }
    }

    @Test
    void closingTwiceIsClosingOnce(@TempDir Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            TestNode node = TestNode.start(ALONE, chainIn(data));
            node.close();
            node.close();
        }
    }

    @Test
    void aStoppedNodeTakesNoBlock() throws IOException {
        TestNode node = TestNode.dialling();
        node.close();
        assertThrows(IOException.class, () -> node.mine("too late"));
    }

    /// A connection that comes in the very moment of the stop must end like any other.
    @Test
    void noThreadDiesOfAStop() throws IOException {
        UncaughtExceptions uncaught = UncaughtExceptions.shared();
        for (int round = 0; round < 50; round++) {
            TestNode node = TestNode.start(
                    new NodeOptions(0, List.of(new PeerAddress("localhost", 1))), Chain.inMemory(Mined.PARAMETERS));
            List<ScriptedPeer> peers = new ArrayList<>();
            Thread dialling = Thread.ofVirtual().start(() -> {
                try {
                    while (true) peers.add(ScriptedPeer.dial(node.port()));
                } catch (IOException e) {
                    // It has stopped listening.
                }
            });
            Eventually.holds(
                    "somebody came",
                    () -> !node.events().of(NodeEvent.PeerConnected.class).isEmpty());
            node.close();
            Eventually.holds("the dialling ends", () -> !dialling.isAlive());
            for (ScriptedPeer peer : peers) peer.close();
        }
        assertEquals(List.of(), uncaught.seen());
    }
}
