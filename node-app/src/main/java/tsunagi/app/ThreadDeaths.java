package tsunagi.app;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Ends the program when any thread of this process dies of an exception: the console, the log, the
/// miner and the threads that serve HTTP have work that no other thread would do.
///
/// Threads may die before there is a node to end. The first of these deaths ends the
/// node as soon as it is there.
final class ThreadDeaths implements UncaughtExceptionHandler {
    private record Death(String thread, Throwable cause) {}

    private Optional<Death> first = Optional.empty();
    private Optional<BiConsumer<String, Throwable>> listener = Optional.empty();

    @Override
    public synchronized void uncaughtException(Thread thread, Throwable cause) {
        if (first.isPresent()) return;
        first = Optional.of(new Death(thread.getName(), cause));
        report();
    }

    /// Sets the receiver of the first death, also if a thread has died already.
    ///
    /// @param failure takes the name of the thread, and what it died of
    synchronized void report(BiConsumer<String, Throwable> failure) {
        listener = Optional.of(failure);
        report();
    }

    private void report() {
        first.ifPresent(death -> listener.ifPresent(to -> to.accept(death.thread(), death.cause())));
    }
}
