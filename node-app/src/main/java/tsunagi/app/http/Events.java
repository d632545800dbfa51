package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.Happening;
import tsunagi.app.activity.NodeMetrics;

/// Tells those who watch `/api/events` what happens (server-sent events).
///
/// One thread takes what happened, many things at once if there are many, writes it down once,
/// and puts it before every watcher. Gossip pays for none of this. A reader that does not take
/// what is before it is closed; a browser then comes back by itself and says which message was
/// its last. If those after it are still kept, they are sent again. Otherwise the browser gets
/// a message that it has missed some.
final class Events implements Closeable {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    /// Far more than will ever be sent. With a length that is not reached, closing the
    /// exchange closes the connection at once; chunks would have to be ended by a
    /// write that may wait for ever.
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    /// At most this many of one batch are sent one by one.
    private static final int MAX_BATCH = 64;

    private final Activity activity;
    private final NodeMetrics metrics;
    private final Logger log;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Told told = new Told(UUID.randomUUID().toString().substring(0, 8), HttpLimits.KEPT_EVENTS);
    private final Thread pump;
    private volatile boolean closed;

    private record Watcher(HttpExchange exchange, BlockingQueue<byte[]> unsent) {}

    /// The first event of a stream.
    ///
    /// @param resumed whether what follows continues where the watcher was before;
    ///     otherwise its state is to be read
    private record Hello(boolean resumed) {}

    Events(Activity activity, NodeMetrics metrics, Logger log) {
        this.activity = activity;
        this.metrics = metrics;
        this.log = log;
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
                long missed = activity.takeMissed();
                if (missed > 0) batch.add(new Happening.Missed(missed));
                tellOrLog(batch);
                TimeUnit.NANOSECONDS.sleep(HttpLimits.EVENT_INTERVAL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A batch that cannot be sent must not hold up the batches behind it.
    private void tellOrLog(List<Happening> batch) {
        try {
            tell(text(merged(batch)));
        } catch (RuntimeException e) {
            metrics.eventMissed();
            log.error("events could not be sent to the readers of /api/events: {}", batch, e);
        }
    }

    /// Of blocks that joined one after the other, only the sum.
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

    private static String text(List<Happening> happenings) {
        StringBuilder out = new StringBuilder();
        for (Happening happening : happenings) out.append(event(name(happening), happening));
        return out.toString();
    }

    private static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + Json.text(data) + "\n\n";
    }

    private static String name(Happening happening) {
        return switch (happening) {
            case Happening.ChainGrew grew -> "chain";
            case Happening.Reorganised reorganised -> "reorganisation";
            case Happening.PeerChanged changed -> "peer";
            case Happening.BansChanged changed -> "ban";
            case Happening.KeptAside aside -> "aside";
            case Happening.Mining mining -> "mining";
            case Happening.RivalChanged changed -> "rival";
            case Happening.Missed missed -> "missed";
        };
    }

    /// A reader that comes meanwhile gets this either as what was kept or as what is new.
    private synchronized void tell(String events) {
        byte[] message = told.add(events);
        for (Watcher watcher : watchers) {
            if (watcher.unsent().offer(message)) continue;
            metrics.eventMissed();
            drop(watcher);
        }
    }

    private synchronized List<byte[]> welcome(Watcher watcher, Optional<String> lastId) throws Problem {
        if (watchers.size() >= HttpLimits.MAX_WATCHERS)
            throw new Problem(ProblemCode.TOO_MANY_WATCHERS, "Too many event streams are open.");
        watchers.add(watcher);
        Optional<List<byte[]>> since = lastId.flatMap(told::since);
        List<byte[]> first = new ArrayList<>();
        String hello = "retry: 1000\n" + event("hello", new Hello(since.isPresent()));
        first.add((since.isPresent() ? hello : told.idLine() + hello).getBytes(UTF_8));
        since.ifPresent(first::addAll);
        return first;
    }

    private void drop(Watcher watcher) {
        if (watchers.remove(watcher)) watcher.exchange().close();
    }

    /// Serves a watcher until it goes, or falls behind.
    void serve(HttpExchange exchange) throws Problem, IOException {
        Watcher watcher = new Watcher(exchange, new ArrayBlockingQueue<>(HttpLimits.MAX_UNSENT_EVENTS));
        List<byte[]> first = welcome(
                watcher, Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, ENDLESS);
            write(watcher, first, exchange.getResponseBody());
        } finally {
            drop(watcher);
        }
    }

    private void write(Watcher watcher, List<byte[]> first, OutputStream out) throws IOException {
        for (byte[] text : first) out.write(text);
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
