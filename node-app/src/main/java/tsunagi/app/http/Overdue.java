package tsunagi.app.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Closes exchanges whose answers nobody takes. Watchers of events are not among them.
final class Overdue implements Closeable {
    private static final long LOOK_SECONDS = 5;

    private final Map<HttpExchange, Long> deadlines = new ConcurrentHashMap<>();
    private final Thread looking = Thread.ofVirtual().name("http-overdue").start(this::look);

    void begun(HttpExchange exchange) {
        deadlines.put(exchange, System.nanoTime() + HttpLimits.ANSWER_DEADLINE.toNanos());
    }

    synchronized void ended(HttpExchange exchange) {
        deadlines.remove(exchange);
        notifyAll();
    }

    /// Waits until no answer is under way.
    ///
    /// @param limit how long at most
    /// @return whether none is
    synchronized boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0 && !deadlines.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return deadlines.isEmpty();
    }

    private void look() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                long now = System.nanoTime();
                deadlines.forEach((exchange, deadline) -> {
                    if (now - deadline >= 0) exchange.close();
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
