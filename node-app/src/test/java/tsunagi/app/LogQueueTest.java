package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Long> losses = new LinkedBlockingQueue<>();

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void linesAreWrittenInTheirOrder() {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        LogQueue queue = new LogQueue(written::add, losses::add).start();
        for (int i = 0; i < 1_000; i++) queue.add("line " + i);
        queue.drain(PATIENCE);
        assertEquals(1_000, written.size());
        assertEquals("line 999", written.getLast());
        assertTrue(losses.isEmpty());
    }

    /// Twice what fits is added, and it ends.
    @Test
    void nobodyWaitsForAReaderThatStopped() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicLong written = new AtomicLong();
        LogQueue queue = new LogQueue(
                        line -> {
                            await(stopped);
                            written.incrementAndGet();
                        },
                        losses::add)
                .start();
        String line = "x".repeat(1_000);
        int added = 2 * LogQueue.MAX_CHARACTERS / line.length();
        for (int i = 0; i < added; i++) queue.add(line);
        queue.drain(Duration.ofMillis(1));
        assertEquals(0, written.get());

        stopped.countDown();
        Long lost = losses.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(lost != null && lost > 0);
        assertEquals(added, written.get() + lost);
    }

    /// The sentence about its death has to come out, and the end of the
    /// program must not wait for it.
    @Test
    void nobodyWaitsForAThreadThatDied() throws InterruptedException {
        CompletableFuture<Throwable> death = new CompletableFuture<>();
        Consumer<String> broken = line -> {
            throw new AssertionError("a bug of the sink");
        };
        LogQueue queue = new LogQueue(broken, losses::add);
        Thread writer = Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, cause) -> death.complete(cause))
                .unstarted(queue::writeAll);
        queue.add("one");
        queue.add("two");
        writer.start();
        assertEquals(
                "a bug of the sink",
                death.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().getMessage());
        writer.join();
        queue.add("three");
        assertTimeoutPreemptively(PATIENCE, () -> queue.drain(Duration.ofDays(1)));
    }

    @Test
    void aLineLongerThanTheQueueIsWrittenIfItIsTheOnlyOne() {
        AtomicLong written = new AtomicLong();
        LogQueue queue = new LogQueue(line -> written.addAndGet(line.length()), losses::add).start();
        queue.add("x".repeat(2 * LogQueue.MAX_CHARACTERS));
        queue.drain(PATIENCE);
        assertEquals(2L * LogQueue.MAX_CHARACTERS, written.get());
    }

    @Test
    void linesGoWhereTheyAreRedirected() {
        List<String> one = Collections.synchronizedList(new ArrayList<>());
        List<String> other = Collections.synchronizedList(new ArrayList<>());
        LogQueue queue = new LogQueue(one::add, losses::add).start();
        queue.add("a");
        queue.drain(PATIENCE);
        queue.redirect(other::add);
        queue.add("b");
        queue.drain(PATIENCE);
        assertEquals(List.of("a"), one);
        assertEquals(List.of("b"), other);
    }

    /// A terminal that was closed throws. The thread goes on.
    @Test
    void aSinkThatFailsCostsNoLaterLine() {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        LogQueue queue = new LogQueue(
                        line -> {
                            throw new IllegalStateException("closed");
                        },
                        losses::add)
                .start();
        queue.add("this line is for standard error\n");
        queue.drain(PATIENCE);
        queue.redirect(written::add);
        queue.add("b");
        queue.drain(PATIENCE);
        assertEquals(List.of("b"), written);
    }
}
