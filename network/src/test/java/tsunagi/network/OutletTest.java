package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// When the clock of a stalled peer runs (5.4).
class OutletTest {
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void waitingForATurnIsNotThePeersFault() throws Exception {
        Chain chain = new FaultyStore().chain();
        for (Block tip = Mined.GENESIS; chain.log().end() <= 2 * NetworkLimits.SMALL_PIECE_BYTES; ) {
            tip = Mined.ofFrameBytes(tip, 4000);
            chain.add(Mined.proven(tip), Origin.LOCAL);
        }
        SendingTurns turns = new SendingTurns(2);
        Liveness liveness = new Liveness(Direction.OUTBOUND, System.nanoTime());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ScriptedPeer reader = ScriptedPeer.dial(listener.socket().getLocalPort());
                SocketChannel atReader = listener.accept()) {
            try {
                CountDownLatch taken = new CountDownLatch(1);
                Future<Long> holding = threads.submit(() -> turns.take(() -> {
                    taken.countDown();
                    return awaitRelease();
                }));
                awaitUninterrupted(taken);
                Outlet outlet = new Outlet(atReader, chain.log(), liveness, turns);
                Future<Long> sending = threads.submit(
                        () -> outlet.transfer(new Extent(0, chain.log().end())));
                Eventually.holds("the writer waits for its turn", () -> turns.waiting() > 0);
                long later = System.nanoTime()
                        + NetworkLimits.WRITE_STALL_TIMEOUT.plusSeconds(1).toNanos();
                assertEquals(Optional.empty(), liveness.overdue(later));
                released.countDown();
                assertEquals(0, holding.get());
                assertEquals(chain.log().end(), sending.get());
                assertTrue(reader.next().startsWith("BLOCK:{\"index\":1,"));
            } finally {
                released.countDown();
            }
        }
    }

    private long awaitRelease() throws IOException {
        awaitUninterrupted(released);
        return 0;
    }

    private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted, which nobody who reads the log ever is", e);
        }
    }
}
