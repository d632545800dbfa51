package tsunagi.network;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What threads of this process died of, from the first use of this on.
final class UncaughtExceptions {
    private static final UncaughtExceptions SHARED = new UncaughtExceptions();

    private final List<Throwable> seen = new CopyOnWriteArrayList<>();

    private UncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> seen.add(e));
    }

    static UncaughtExceptions shared() {
        return SHARED;
    }

    List<Throwable> seen() {
        return List.copyOf(seen);
    }
}
