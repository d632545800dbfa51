package tsunagi.network;

import java.util.concurrent.atomic.AtomicInteger;

/// Sees to it that somebody writes while there is something to write, and that only one does. A
/// connection that has nothing to write has no thread for it, which halves what an idle peer costs.
final class WakeUps {
    /// Those that the writer has not seen; while there are any, a writer is at work or about to be.
    /// One is for the first writer.
    private final AtomicInteger unseen = new AtomicInteger(1);

    private volatile Runnable begin = () -> {};

    /// Sets how writers are begun. The opener of a connection starts the first one itself.
    ///
    /// @param beginning is called while the core's lock is held
    void beginWith(Runnable beginning) {
        begin = beginning;
    }

    /// There is something to write.
    void wake() {
        if (unseen.getAndIncrement() == 0) begin.run();
    }

    /// What the writer has to see to, before it looks for it.
    int seen() {
        return unseen.get();
    }

    /// The writer has found nothing more to write.
    ///
    /// @param seen what it saw to
    /// @return whether more has come meanwhile; if not, it must end
    boolean mustLookAgain(int seen) {
        return unseen.addAndGet(-seen) > 0;
    }
}
