package tsunagi.app.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
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

    void ended(HttpExchange exchange) {
        deadlines.remove(exchange);
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
