package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tsunagi.protocol.Block;
import tsunagi.protocol.ProtocolLimits;

/// What the log promises of the blocks in it, and what it does when its disk
/// does not keep up its end.
@Timeout(60)
class BlockLogTest {
    private static final Branches FREE = Branches.FREE;
    private static final List<Block> BLOCKS = FREE.branch(FREE.genesis(), 3, "block");

    private final Disk disk = new Disk();
    private final BlockLog log = new BlockLog(disk);

    private long append(Block block) throws IOException {
        return log.append(FREE.proven(block).alone());
    }

    @Test
    void aBlockIsDurableOnceItIsForcedAndNotBefore() throws IOException {
        append(BLOCKS.get(0));
        assertEquals(0, log.durableEnd());
        log.force();
        long first = log.end();
        assertEquals(first, log.durableEnd());
        assertEquals(first, append(BLOCKS.get(1)));
        assertEquals(first, log.durableEnd());
        log.force();
        assertEquals(log.end(), log.durableEnd());
    }

    @Test
    void whatIsDurableIsNotForcedAgain() throws IOException {
        log.force();
        assertEquals(0, disk.forces.get());
        append(BLOCKS.get(0));
        log.force();
        log.force();
        assertEquals(1, disk.forces.get());
    }

    /// Group commit: what is appended while the disk is busy with a force waits for the
    /// next, and that serves all.
    @Test
    void thoseWhoComeWhileAnotherForcesAreServedByOneForce() throws Exception {
        append(BLOCKS.get(0));
        disk.hold = new CountDownLatch(1);
        Thread first = forcing();
        assertTrue(disk.isForcing.await(30, TimeUnit.SECONDS));
        append(BLOCKS.get(1));
        List<Thread> waiting = List.of(forcing(), forcing(), forcing());
        for (Thread thread : waiting) {
            while (thread.getState() != Thread.State.WAITING) {
                assertTrue(thread.isAlive() && !Thread.interrupted(), "it waits for the force that is under way");
                Thread.onSpinWait();
            }
        }
        disk.hold.countDown();
        first.join();
        for (Thread thread : waiting) thread.join();
        assertEquals(log.end(), log.durableEnd());
        assertEquals(2, disk.forces.get());
    }

    private Thread forcing() {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                log.force();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void theFirstFailureIsTheLastAttempt() throws IOException {
        append(BLOCKS.get(0));
        disk.failure = new IOException("the cable is out");
        assertSame(disk.failure, assertThrows(IOException.class, log::force));
        IOException cause = disk.failure;
        disk.failure = null;

        for (IOException later : List.of(
                assertThrows(IOException.class, log::force),
                assertThrows(IOException.class, () -> append(BLOCKS.get(1))))) {
            assertEquals("the block log failed before: the cable is out", later.getMessage());
            assertSame(cause, later.getCause());
        }
        assertEquals(0, log.durableEnd());
        log.close();
        assertEquals(0, disk.forces.get());
        assertTrue(disk.isClosed);
    }

    @Test
    void closingForcesWhatIsNotDurableYet() throws IOException {
        append(BLOCKS.get(0));
        log.close();
        assertEquals(1, disk.forces.get());
        assertTrue(disk.isClosed);
    }

    @Test
    void closingAChainClosesItsLogAndItsIndex() throws IOException {
        Disk index = new Disk();
        Chain chain =
                Chain.open(FREE.parameters(), disk, index, Quarantine.NONE).chain();
        chain.close();
        assertTrue(disk.isClosed);
        assertTrue(index.isClosed);
    }

    @Test
    void whatIsCutOffIsKeptFirstAndGoneForGood() throws IOException {
        append(BLOCKS.get(0));
        long end = log.end();
        append(BLOCKS.get(1));
        String place = log.cut(end, (store, from) -> {
            assertSame(disk, store);
            assertEquals(end, from);
            assertTrue(store.size() > end, "it is still there");
            return "elsewhere";
        });
        assertEquals("elsewhere", place);
        assertEquals(end, log.end());
        assertEquals(1, disk.forces.get());
    }

    @Test
    void whatFitsIsNotBrokenOff() throws IOException {
        append(BLOCKS.get(0));
        assertEquals(log.end(), log.frameBoundary(0, log.end(), (int) log.end()));
    }

    @Test
    void aStretchWithoutTheEndOfAFrameIsAnErrorThatSaysWhere() throws IOException {
        disk.append(ByteBuffer.allocate(3 * ProtocolLimits.MAX_FRAME_BYTES));
        IOException e = assertThrows(IOException.class, () -> log.frameBoundary(1_000, disk.size(), 5_000));
        assertTrue(String.valueOf(e.getMessage()).contains("before offset 6000;"), e::getMessage);
    }

    @Test
    void whetherATransferMayWaitIsForTheStoreToSay() {
        disk.mayWait = true;
        assertTrue(log.transferMayWait());
        disk.mayWait = false;
        assertFalse(log.transferMayWait());
    }

    /// A disk whose forces can be counted, held up, and made to fail.
    private static final class Disk implements ForwardingStore {
        private final HeapStore store = new HeapStore();
        private final CountDownLatch isForcing = new CountDownLatch(1);
        private CountDownLatch hold = new CountDownLatch(0);
        private final AtomicInteger forces = new AtomicInteger();
        private @Nullable IOException failure;
        private boolean isClosed;
        private boolean mayWait;

        @Override
        public ByteStore store() {
            return store;
        }

        @Override
        public void force() throws IOException {
            isForcing.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failure != null) throw failure;
            forces.incrementAndGet();
        }

        @Override
        public boolean transferMayWait() {
            return mayWait;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
