package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// Who may send long stretches at the same time.
class SendingTurnsTest {
    private final Queue<String> sending = new ConcurrentLinkedQueue<>();
    private final Semaphore ends = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void oneProcessorIsLeftToOthersAndWhoeverComesFirstIsNext() throws InterruptedException {
        SendingTurns turns = new SendingTurns(3);
        begin(turns, "ann");
        awaitSending("ann");
        begin(turns, "bob");
        awaitSending("ann", "bob");
        beginAndWait(turns, "cleo");
        beginAndWait(turns, "dora");
        awaitSending("ann", "bob");
        ends.release();
        awaitSending("ann", "bob", "cleo");
        ends.release();
        awaitSending("ann", "bob", "cleo", "dora");
        ends.release(2);
        for (Thread thread : threads) thread.join();
    }

    @Test
    void onASingleProcessorOneSendsAllTheSame() throws IOException {
        assertEquals(7, new SendingTurns(1).take(() -> 7));
    }

    @Test
    void whoeverFailsGivesItsTurnBack() throws IOException {
        SendingTurns turns = new SendingTurns(2);
        assertThrows(
                IOException.class,
                () -> turns.take(() -> {
                    throw new IOException("the peer is gone");
                }));
        assertEquals(7, turns.take(() -> 7));
    }

    private void begin(SendingTurns turns, String name) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                turns.take(() -> {
                    sending.add(name);
                    ends.acquireUninterruptibly();
                    return 1;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private void beginAndWait(SendingTurns turns, String name) {
        int before = turns.waiting();
        begin(turns, name);
        Eventually.holds(name + " waits", () -> turns.waiting() > before);
    }

    /// Those who have had a turn so far, or have one.
    private void awaitSending(String... names) {
        Eventually.holds("a turn for each of " + List.of(names), () -> sending.size() >= names.length);
        assertEquals(List.of(names), List.copyOf(sending));
    }
}
