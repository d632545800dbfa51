package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.HeapStore;
import tsunagi.chain.Origin;
import tsunagi.chain.Quarantine;
import tsunagi.network.FaultyStore.Fault;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Whatever is thrown where the chain may be half-changed, or in a thread that must live, ends
/// the node.
class FailStopTest {
    private static final NodeOptions ALONE = new NodeOptions(0, List.of());

    /// So many entries fill what the index holds back; the next one makes it write.
    private static final int HELD_BACK = 512;

    private final FaultyStore log = new FaultyStore();
    private final FaultyStore index = new FaultyStore();

    private static Fault outOfMemory() {
        return () -> {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        };
    }

    private static Fault bug(String words) {
        return () -> {
            throw new IllegalStateException(words);
        };
    }

    private Chain chain() throws IOException {
        return Chain.open(Mined.PARAMETERS, log, index, Quarantine.NONE).chain();
    }

    private static String failure(TestNode node) {
        return node.node().failure().orTimeout(30, TimeUnit.SECONDS).join().words();
    }

    private static void assertSays(String expected, String words) {
        assertTrue(words.contains(expected), words);
    }

    @Test
    void anIndexThatThrowsAnythingEndsTheNodeBeforeItAnswersWrongly() throws IOException {
        Chain chain = chain();
        List<Block> blocks = Mined.branch(Mined.GENESIS, HELD_BACK + 2, "a");
        for (Block block : blocks.subList(0, HELD_BACK)) chain.add(Mined.proven(block), Origin.LOCAL);
        try (TestNode node = TestNode.start(ALONE, chain);
                ScriptedPeer witness = node.dial()) {
            index.onAppend = outOfMemory();
            assertThrows(IOException.class, () -> node.node().submit(blocks.get(HELD_BACK)));
            index.onAppend = Fault.NONE;
            assertSays("the chain failed unexpectedly: java.lang.OutOfMemoryError: Cannot reserve", failure(node));
            assertThrows(IOException.class, () -> node.node().submit(blocks.get(HELD_BACK + 1)));
            assertThrows(IOException.class, () -> node.node().chain().at(1));
            witness.expectClosed();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.NODE_FAILED);
        }
        Chain again = Chain.open(Mined.PARAMETERS, log, new HeapStore(), Quarantine.NONE)
                .chain();
        assertEquals(blocks.get(HELD_BACK).hash(), again.tip().hash(), "the block is in the log, once");
    }

    @Test
    void aLogThatThrowsAnythingEndsTheNode() throws IOException {
        try (TestNode node = TestNode.start(ALONE, chain());
                ScriptedPeer sender = node.dial()) {
            log.onAppend = bug("append");
            sender.send(Mined.on(Mined.GENESIS, "a"));
            assertSays("java.lang.IllegalStateException: append at tsunagi.", failure(node));
            sender.expectClosed();
        }
    }

    @Test
    void aForceThatThrowsAnythingEndsTheNode() throws IOException {
        try (TestNode node = TestNode.start(ALONE, chain());
                ScriptedPeer sender = node.dial()) {
            log.onForce = outOfMemory();
            sender.send(Mined.on(Mined.GENESIS, "from a peer"));
            assertSays("the force to disk failed unexpectedly: java.lang.OutOfMemoryError", failure(node));
            sender.expectClosed();
        }
    }

    @Test
    void aWriterThatDiesEndsTheNode() throws IOException {
        try (TestNode node = TestNode.start(ALONE, chain());
                ScriptedPeer asker = node.dial()) {
            node.mine("written");
            asker.next();
            log.onRead = bug("transfer");
            asker.send(ScriptedPeer.REQUEST);
            assertSays("the thread of a writer failed unexpectedly", failure(node));
            asker.expectClosed();
        }
    }

    @Test
    void aConsumerOfEventsThatThrowsEndsTheNodeAndNotTheThreadThatTold() throws IOException {
        Consumer<NodeEvent> consumer = event -> {
            if (event instanceof NodeEvent.BlockJoined) throw new IllegalStateException("consumer");
        };
        LockedCore core = new LockedCore(chain(), consumer);
        core.tell(new NodeEvent.Listening(1));
        assertFalse(core.failStop().isFailed());
        try (Node node = Node.start(ALONE, chain(), consumer);
                ScriptedPeer sender = ScriptedPeer.dial(node.port())) {
            sender.send(Mined.on(Mined.GENESIS, "a"));
            String words = node.failure().orTimeout(30, TimeUnit.SECONDS).join().words();
            assertSays("the consumer of events failed unexpectedly: java.lang.IllegalStateException: consumer", words);
            sender.expectClosed();
        }
    }

    @Test
    void aWakeUpThatThrowsEndsTheNode() throws IOException {
        LockedCore core = new LockedCore(chain(), event -> {});
        core.open(Direction.INBOUND, () -> {
            throw new IllegalStateException("wake");
        });
        Block block = Mined.on(Mined.GENESIS, "a");
        assertThrows(IOException.class, () -> core.submit(Mined.proven(block)));
        assertSays("the chain failed unexpectedly: java.lang.IllegalStateException: wake", words(core));
        assertThrows(IOException.class, core::tick);
    }

    private static String words(LockedCore core) {
        return core.failStop().failure().orTimeout(30, TimeUnit.SECONDS).join().words();
    }

    @Test
    void aThreadThatDiesEndsTheNodeAndOneThatEndsDoesNot() throws Exception {
        LockedCore core = new LockedCore(chain(), event -> {});
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Threads threads = new Threads(executor, core::fail);
            threads.start("peace", () -> {});
            threads.start("war", () -> {
                throw new AssertionError("shot");
            });
        }
        assertSays("the thread of war failed unexpectedly: java.lang.AssertionError: shot", words(core));
    }

    @Test
    void aChainWhoseIndexIsOffIsNotBuiltOn() throws IOException {
        Chain chain = chain();
        chain.add(Mined.proven(Mined.on(Mined.GENESIS, "a")), Origin.LOCAL);
        index.append(ByteBuffer.allocate(44));
        Block second = Mined.on(chain.tip(), "b");
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> chain.add(Mined.proven(second), Origin.LOCAL));
        assertEquals("the index has 3 entries, and the tip is block 2", e.getMessage());
    }
}
