package tsunagi.simulation.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tsunagi.protocol.Hash;

/// What happened, a line each: all of it as one hash, the last of it as text, and every line to
/// a caller that wants it. Equal seeds give equal lines.
public final class Trace {
    private static final int LAST_EVENTS = 30;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final boolean kept;
    private final Consumer<String> sink;
    private final Deque<String> last = new ArrayDeque<>();
    private final java.security.MessageDigest digest = Hash.newSha256();

    private Trace(boolean kept, Consumer<String> sink) {
        this.kept = kept;
        this.sink = sink;
    }

    /// Keeps all.
    ///
    /// @param sink gets every line, without its LF
    public static Trace to(Consumer<String> sink) {
        return new Trace(true, sink);
    }

    /// Keeps nothing, and never asks for the words: for networks so large that they
    /// would cost more than the run.
    public static Trace none() {
        return new Trace(false, line -> {});
    }

    /// Something happened.
    ///
    /// @param now virtual nanoseconds
    public void say(long now, String who, Supplier<String> what) {
        if (!kept) return;
        String line = seconds(now) + "  " + who + "  " + what.get();
        digest.update((line + "\n").getBytes(UTF_8));
        sink.accept(line);
        last.addLast(line);
        if (last.size() > LAST_EVENTS) last.removeFirst();
    }

    /// Virtual nanoseconds as seconds with six decimals, in every locale alike.
    public static String seconds(long nanos) {
        long micros = nanos / NANOS_PER_MICRO;
        String fraction =
                Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND).substring(1);
        return micros / MICROS_PER_SECOND + "." + fraction + " s";
    }

    /// The last lines.
    public List<String> last() {
        return List.copyOf(last);
    }

    /// SHA-256 of all lines so far; asked once, at the end.
    public Hash hash() {
        return Hash.of(digest.digest());
    }
}
