package tsunagi.conformance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tsunagi.conformance.target.Forks;

/// Keeps an interrupted kit alive until its run has written what was played.
final class Interruption {
    /// Read by each run, written by the end of the program.
    private static final ReentrantReadWriteLock RUNS = new ReentrantReadWriteLock();

    private static final long LAST_WORDS_SECONDS = 10;

    static {
        Forks.atEnd(Interruption::awaitRuns);
    }

    /// A run begins. From now on, the end of the program waits for it, ten seconds at most.
    static void begin() {
        RUNS.readLock().lock();
    }

    /// The run of this thread is over.
    static void end() {
        RUNS.readLock().unlock();
    }

    private static void awaitRuns() {
        try {
            if (RUNS.writeLock().tryLock(LAST_WORDS_SECONDS, TimeUnit.SECONDS))
                RUNS.writeLock().unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Interruption() {}
}
