package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Rule 5.4 for peers that take the chain as fast as it can be sent: they take
/// turns, and gossip needs none.
class BusySendersTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int ASKERS = PROCESSORS + 2;

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger busy = new AtomicInteger();

    @Test
    void gossipPassesThoseWhoAreBusySending() throws IOException {
        assumeTrue(PROCESSORS > 1, "with one processor all threads share it");
        FaultyStore store = new FaultyStore();
        store.onLongTransfer = this::keepTheTurn;
        List<ScriptedPeer> askers = new ArrayList<>();
        try (TestNode node = TestNode.start(new NodeOptions(0, List.of()), store.chain());
                ScriptedPeer sender = node.dial();
                ScriptedPeer reader = node.dial()) {
            Block tip = Mined.ofFrameBytes(Mined.GENESIS, 4000);
            for (int i = 0; i < 16; i++) {
                sender.send(tip);
                reader.expect(tip);
                tip = Mined.ofFrameBytes(tip, 4000);
            }
            for (int i = 0; i < ASKERS; i++) {
                askers.add(node.dial());
                askers.getLast().send(ScriptedPeer.REQUEST);
            }
            Eventually.holds("all turns are taken", () -> busy.get() >= PROCESSORS - 1);
            sender.send(tip);
            reader.expect(tip);
            assertEquals(PROCESSORS - 1, busy.get(), "turns that were taken");
            released.countDown();
        } finally {
            released.countDown();
            for (ScriptedPeer peer : askers) peer.close();
        }
    }

    private void keepTheTurn() throws IOException {
        busy.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted, which nobody who reads the log ever is", e);
        }
    }
}
