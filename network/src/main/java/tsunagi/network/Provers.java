package tsunagi.network;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tsunagi.network.core.Workers;

/// Work that the caller does itself, with the help of whatever other processors have nothing better to do.
///
/// All callers together have one helper for each other processor, a virtual thread that lives as long as there is
/// work. Whoever takes a task has taken it from a common counter, so a helper that comes late finds less to do, and
/// nobody waits for one that has not begun.
final class Provers implements Workers {
    private final Semaphore helpers = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);

    @Override
    public void run(List<Runnable> tasks) {
        AtomicInteger taken = new AtomicInteger();
        Semaphore done = new Semaphore(0);
        for (int others = 1; others < tasks.size() && helpers.tryAcquire(); others++) {
            Thread.ofVirtual().name("prover").start(() -> help(tasks, taken, done));
        }
        work(tasks, taken, done);
        done.acquireUninterruptibly(tasks.size());
    }

    private void help(List<Runnable> tasks, AtomicInteger taken, Semaphore done) {
        try {
            work(tasks, taken, done);
        } finally {
            helpers.release();
        }
    }

    private static void work(List<Runnable> tasks, AtomicInteger taken, Semaphore done) {
        for (int task = taken.getAndIncrement(); task < tasks.size(); task = taken.getAndIncrement()) {
            try {
                tasks.get(task).run();
            } finally {
                done.release();
            }
        }
    }
}
