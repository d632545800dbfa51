package tsunagi.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The last of what a process says: enough to see why it ended, bounded however much it says.
public final class Tail {
    private static final int MAX_BYTES = 16 * 1024;

    private final String awaited;
    private boolean seen;
    private final List<Thread> followers = new CopyOnWriteArrayList<>();
    private final Deque<Byte> last = new ArrayDeque<>();

    /// Awaits nothing.
    public Tail() {
        this("");
    }

    /// @param awaited a text that the process may say
    Tail(String awaited) {
        this.awaited = awaited;
        this.seen = awaited.isEmpty();
    }

    /// Whether it has said the text that is awaited, however long ago.
    synchronized boolean hasSaid() {
        return seen;
    }

    /// Reads until the end, in a thread of its own: one of the platform, for a virtual one that
    /// waits for a pipe keeps its carrier from all others.
    void follow(InputStream in, String name) {
        followers.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            byte[] buffer = new byte[4096];
            try (in) {
                for (int length; (length = in.read(buffer)) >= 0; ) add(buffer, length);
            } catch (IOException e) {
                // The process was ended while it spoke.
            }
        }));
    }

    /// Waits until all is read that there is to read. A process that was left behind may keep a
    /// pipe open.
    void awaitEnd(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        try {
            for (Thread follower : followers) {
                follower.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Adds the first bytes of a buffer.
    public synchronized void add(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (last.size() == MAX_BYTES) last.removeFirst();
            last.addLast(buffer[i]);
        }
        if (!seen) seen = text().contains(awaited);
    }

    /// All that is kept, as UTF-8.
    public synchronized String text() {
        byte[] bytes = new byte[last.size()];
        int i = 0;
        for (byte b : last) bytes[i++] = b;
        return new String(bytes, UTF_8);
    }
}
