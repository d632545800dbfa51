package tsunagi.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.Happening;
import tsunagi.app.activity.NodeMetrics;

/// Who watches without reading.
class SlowWatcherTest {
    private static final long DEADLINE_SECONDS = 30;

    private final Activity activity = new Activity(InstantSource.system(), new NodeMetrics());

    @Test
    void whoIsTooManyMessagesBehindIsClosed() throws Exception {
        try (Events events = new Events(activity, new NodeMetrics(), NOPLogger.NOP_LOGGER)) {
            assertEquals("closed", endOf(new StalledExchange(), events));
            assertEquals(0, events.watchers());
        }
    }

    /// Serves it, and tells it more than it takes.
    ///
    /// @return how its serving ended
    private String endOf(StalledExchange stalled, Events events) throws InterruptedException {
        AtomicReference<String> end = new AtomicReference<>("");
        Thread serving = Thread.ofVirtual().start(() -> {
            try {
                events.serve(stalled);
            } catch (IOException | Problem e) {
                end.set(String.valueOf(e.getMessage()));
            }
        });
        stalled.greeted.await();
        // Told again and again until it is enough: messages are only as frequent
        // as the events' interval.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!stalled.closed.await(HttpLimits.EVENT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("it was never closed");
            activity.lifted("192.0.2.1");
        }
        serving.join();
        return Objects.requireNonNull(end.get());
    }

    @Test
    void whatFailsAtOneWatcherEndsNothingForThoseAfterIt() throws Exception {
        StalledExchange failing = new StalledExchange() {
            @Override
            public void close() {
                super.close();
                throw new IllegalStateException("it fails at being closed");
            }
        };
        try (Events events = new Events(activity, new NodeMetrics(), NOPLogger.NOP_LOGGER)) {
            assertEquals("closed", endOf(failing, events));
            assertEquals("closed", endOf(new StalledExchange(), events));
        }
    }

    @Test
    void beyondTheLimitNobodyMayWatch() throws Exception {
        try (Events events = new Events(activity, new NodeMetrics(), NOPLogger.NOP_LOGGER)) {
            for (int i = 0; i < HttpLimits.MAX_WATCHERS; i++) {
                StalledExchange watcher = new StalledExchange();
                Thread.ofVirtual().start(() -> {
                    try {
                        events.serve(watcher);
                    } catch (IOException | Problem e) {
                        watcher.close();
                    }
                });
                watcher.greeted.await();
            }
            assertThrows(Problem.class, () -> events.serve(new StalledExchange()));
            assertEquals(HttpLimits.MAX_WATCHERS, events.watchers());
        }
    }

    @Test
    void blocksInARowAreOneMessageAndNothingElseIsLost() {
        Happening ban = new Happening.BansChanged("192.0.2.1", true);
        List<Happening> merged = Events.merged(List.of(
                new Happening.ChainGrew(1, "a", 1, "x"),
                new Happening.ChainGrew(3, "c", 2, "y"),
                ban,
                new Happening.ChainGrew(4, "d", 1, "z")));
        assertEquals(
                List.of(new Happening.ChainGrew(3, "c", 3, "y"), ban, new Happening.ChainGrew(4, "d", 1, "z")), merged);
        assertTrue(Events.merged(List.of()).isEmpty());
    }
}
