package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.Happening;
import tsunagi.app.activity.NodeMetrics;

/// Tells those who watch `/api/events` what happens (server-sent events).
///
/// One thread takes what happened, many things at once if there are many, writes it down once, and puts it before every
/// watcher. Gossip pays for none of this. Whoever does not take what is before it is closed; a
/// browser then comes back by itself and asks for the state anew.
final class Events implements Closeable {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);
    private static final byte[] GREETING = "retry: 1000\nevent: hello\ndata: {}\n\n".getBytes(UTF_8);

    /// Far more than will ever be sent. With a length that is not reached, closing the exchange closes the connection
    /// at
    /// once; chunks would have to be ended by a write that may wait for ever.
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    /// At most so many of one batch are told one by one.
    private static final int MAX_BATCH = 64;

    private final Activity activity;
    private final NodeMetrics metrics;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Thread pump;
    private volatile boolean closed;

    private record Watcher(HttpExchange exchange, BlockingQueue<byte[]> unsent) {}

    Events(Activity activity, NodeMetrics metrics) {
        this.activity = activity;
        this.metrics = metrics;
        this.pump = Thread.ofVirtual().name("events").start(this::pump);
    }

    int watchers() {
        return watchers.size();
    }

    private void pump() {
        try {
            while (!closed) {
                List<Happening> batch = new ArrayList<>(List.of(activity.queue().take()));
                activity.queue().drainTo(batch, MAX_BATCH - 1);
                if (!watchers.isEmpty()) tell(text(merged(batch)));
                TimeUnit.NANOSECONDS.sleep(HttpLimits.EVENT_INTERVAL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of blocks that joined one after the other, only the sum; of states of mining, only the last.
    static List<Happening> merged(List<Happening> batch) {
        List<Happening> merged = new ArrayList<>();
        for (Happening happening : batch) {
            Happening last = merged.isEmpty() ? null : merged.getLast();
            if (last instanceof Happening.ChainGrew before && happening instanceof Happening.ChainGrew now) {
                merged.set(
                        merged.size() - 1,
                        new Happening.ChainGrew(now.height(), now.tip(), before.joined() + now.joined(), now.from()));
            } else {
                merged.add(happening);
            }
        }
        return merged;
    }

    private static byte[] text(List<Happening> happenings) {
        StringBuilder out = new StringBuilder();
        for (Happening happening : happenings) {
            out.append("event: ").append(name(happening)).append("\ndata: ");
            out.append(Json.text(happening)).append("\n\n");
        }
        return out.toString().getBytes(UTF_8);
    }

    private static String name(Happening happening) {
        return switch (happening) {
            case Happening.ChainGrew grew -> "chain";
            case Happening.Reorganised reorganised -> "reorganisation";
            case Happening.PeerChanged changed -> "peer";
            case Happening.BansChanged changed -> "ban";
            case Happening.KeptAside aside -> "aside";
            case Happening.Mining mining -> "mining";
        };
    }

    private void tell(byte[] text) {
        for (Watcher watcher : watchers) {
            if (watcher.unsent().offer(text)) continue;
            metrics.eventMissed();
            drop(watcher);
        }
    }

    private void drop(Watcher watcher) {
        if (watchers.remove(watcher)) watcher.exchange().close();
    }

    /// Serves a watcher until it goes, or falls behind.
    void serve(HttpExchange exchange) throws Problem, IOException {
        Watcher watcher = new Watcher(exchange, new ArrayBlockingQueue<>(HttpLimits.MAX_UNSENT_EVENTS));
        watchers.add(watcher);
        if (watchers.size() > HttpLimits.MAX_WATCHERS) {
            watchers.remove(watcher);
            throw new Problem(503, "There are enough who watch.");
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, ENDLESS);
            write(watcher, exchange.getResponseBody());
        } finally {
            drop(watcher);
        }
    }

    private void write(Watcher watcher, OutputStream out) throws IOException {
        out.write(GREETING);
        out.flush();
        try {
            while (!closed && watchers.contains(watcher)) {
                byte[] text = watcher.unsent().poll(HttpLimits.HEARTBEAT.toNanos(), TimeUnit.NANOSECONDS);
                out.write(text == null ? HEARTBEAT : text);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        pump.interrupt();
        watchers.forEach(this::drop);
    }
}
