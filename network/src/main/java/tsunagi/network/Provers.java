package tsunagi.network;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tsunagi.network.core.Workers;

/// Work that the caller does itself, with the help of whatever other processors
/// have nothing better to do.
///
/// All callers together have one helper for each other processor, a virtual thread that lives as
/// long as there is work. Each thread takes its task from a common counter, so a helper that
/// comes late finds less to do, and nobody waits for one that has not begun. What a task throws is
/// thrown to the caller, no matter which thread ran it.
final class Provers implements Workers {
    private final Semaphore helpers = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);

    @Override
    public void run(List<Runnable> tasks) {
        AtomicInteger taken = new AtomicInteger();
        Semaphore done = new Semaphore(0);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        for (int others = 1; others < tasks.size() && helpers.tryAcquire(); others++) {
            Thread.ofVirtual().name("prover").start(() -> help(tasks, taken, done, thrown));
        }
        work(tasks, taken, done, thrown);
        done.acquireUninterruptibly(tasks.size());
        switch (thrown.get()) {
            case null -> {}
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException("a prover failed", other);
        }
    }

    private void help(
            List<Runnable> tasks, AtomicInteger taken, Semaphore done, AtomicReference<@Nullable Throwable> thrown) {
        try {
            work(tasks, taken, done, thrown);
        } finally {
            helpers.release();
        }
    }

    private static void work(
            List<Runnable> tasks, AtomicInteger taken, Semaphore done, AtomicReference<@Nullable Throwable> thrown) {
        for (int task = taken.getAndIncrement(); task < tasks.size(); task = taken.getAndIncrement()) {
            try {
                tasks.get(task).run();
            } catch (Throwable e) {
                thrown.compareAndSet(null, e);
            } finally {
                done.release();
            }
        }
    }
}
