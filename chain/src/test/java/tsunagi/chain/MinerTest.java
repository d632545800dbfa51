package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.Kernels;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Puzzle;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Rule 3.2 from the other side: finding the nonce.
class MinerTest {
    /// Nobody finds eight zero bytes while a test runs.
    private static final int HOPELESS = ChainLimits.MAX_DIFFICULTY_BYTES;

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ChainParameters book = ChainParameters.book();
    private final Block template = new Tip(0, book.genesis().hash()).child("mined", List.of(), 1_783_932_844);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whatIsFoundIsProven(int threads) throws Exception {
        try (Miner miner = new Miner(threads)) {
            Block block = miner.mine(template, 2, () -> false).orElseThrow();
            assertInstanceOf(BlockRules.Proven.class, new BlockRules(book).prove(block));
            assertEquals(template, block.withProof(0, Hash.ZERO));
        }
    }

    @Test
    void withoutDifficultyTheFirstNonceIsTheOne() throws Exception {
        try (Miner miner = new Miner(1)) {
            Block block = miner.mine(template, 0, () -> false).orElseThrow();
            assertEquals(0, block.nonce());
            assertEquals(block.computeHash(), block.hash());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whoCancelsGetsNothingAndGetsItSoon(int threads) throws Exception {
        try (Miner miner = new Miner(threads)) {
            AtomicBoolean cancelled = new AtomicBoolean();
            CountDownLatch underWay = new CountDownLatch(threads);
            FutureTask<Optional<Block>> search = new FutureTask<>(() -> miner.mine(template, HOPELESS, () -> {
                underWay.countDown();
                return cancelled.get();
            }));
            Thread.ofVirtual().start(search);
            assertTrue(underWay.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            cancelled.set(true);
            assertEquals(Optional.empty(), search.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void whoWaitsForTheMinerCanGiveUpWhileSomebodyElseSearches() throws Exception {
        try (Miner miner = new Miner(1)) {
            AtomicBoolean cancelled = new AtomicBoolean();
            CountDownLatch underWay = new CountDownLatch(1);
            FutureTask<Optional<Block>> search = new FutureTask<>(() -> miner.mine(template, HOPELESS, () -> {
                underWay.countDown();
                return cancelled.get();
            }));
            Thread.ofVirtual().start(search);
            assertTrue(underWay.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            assertTimeoutPreemptively(
                    DEADLINE, () -> assertEquals(Optional.empty(), miner.mine(template, 1, () -> true)));
            cancelled.set(true);
            assertEquals(Optional.empty(), search.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(miner.mine(template, 1, () -> false).isPresent());
        }
    }

    @Test
    void whatIsCancelledBeforeItBeginsFindsNothing() throws Exception {
        try (Miner miner = new Miner(2)) {
            assertEquals(Optional.empty(), miner.mine(template, 0, () -> true));
        }
    }

    /// The node stops by interrupting the thread that waits for a block. Threads that searched on
    /// would never come free for the next one.
    @Test
    void whoIsInterruptedLeavesNoSearchBehind() {
        assertTimeoutPreemptively(DEADLINE, () -> {
            try (Miner miner = new Miner(1)) {
                Thread waiting = Thread.currentThread();
                AtomicBoolean underWay = new AtomicBoolean();
                BooleanSupplier interruptWaitingOnce = () -> {
                    if (underWay.compareAndSet(false, true)) waiting.interrupt();
                    return false;
                };
                assertThrows(InterruptedException.class, () -> miner.mine(template, HOPELESS, interruptWaitingOnce));
                assertTrue(miner.mine(template, 1, () -> false).isPresent());
            }
        });
    }

    @Test
    void aMinerFindsOneBlockAfterAnother() throws Exception {
        try (Miner miner = new Miner(2)) {
            Chain chain = Chain.inMemory(book.withDifficulty(1));
            for (int i = 0; i < 10; i++) {
                Block next = chain.tip().child("block " + i, List.of(), i);
                chain.add(miner.mine(next, 1, () -> false).orElseThrow(), Origin.LOCAL);
            }
            assertEquals(10, chain.tip().index());
        }
    }

    @Test
    void itTellsHowFastAndHowLong() throws Exception {
        try (Miner miner = new Miner(1)) {
            assertEquals(0, miner.hashesPerSecond());
            assertEquals(Duration.ZERO, miner.searching());
            AtomicBoolean toldWhileSearching = new AtomicBoolean();
            miner.mine(template, HOPELESS, () -> {
                boolean told = miner.hashesPerSecond() > 0 && miner.searching().isPositive();
                if (told) toldWhileSearching.set(true);
                return told;
            });
            assertTrue(toldWhileSearching.get());
            assertTrue(miner.hashesPerSecond() > 0);
            assertEquals(Duration.ZERO, miner.searching());
        }
    }

    /// A kernel with a bug, wherever it is met.
    private record Broken() implements Kernel {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public NonceSearch begin(Puzzle puzzle) {
            throw new AssertionError("a bug of the kernel");
        }
    }

    @Test
    void whatIsThrownInATrialIsReportedAndTheSearchNeedsNoTrial() {
        assertTimeoutPreemptively(DEADLINE, () -> {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            List<Kernel> kernels = List.of(Kernels.all().getFirst(), new Broken());
            try (Miner miner = new Miner(1, failure::complete, kernels)) {
                assertEquals(Optional.empty(), miner.mine(template, HOPELESS, failure::isDone));
                assertEquals("a bug of the kernel", failure.join().getMessage());
            }
        });
    }

    @Test
    void whatIsThrownInASearchIsReportedAndThrown() {
        assertTimeoutPreemptively(DEADLINE, () -> {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            try (Miner miner = new Miner(2, failure::complete, List.of(new Broken()))) {
                assertThrows(IllegalStateException.class, () -> miner.mine(template, 1, () -> false));
                assertEquals("a bug of the kernel", failure.join().getMessage());
            }
        });
    }
}
