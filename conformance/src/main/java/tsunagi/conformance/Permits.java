package tsunagi.conformance;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Permits that are given in the order in which they were asked for.
///
/// A fair semaphore gives its permits in the order in which threads come to wait. Threads that were
/// started one after the other need not come in that order.
final class Permits {
    private final Queue<CompletableFuture<Void>> asked = new ArrayDeque<>();
    private int free;

    Permits(int free) {
        this.free = free;
    }

    /// Asks for a permit, and does not wait for it.
    ///
    /// @return done once the permit is there
    synchronized CompletableFuture<Void> ask() {
        if (free == 0) {
            CompletableFuture<Void> permit = new CompletableFuture<>();
            asked.add(permit);
            return permit;
        }
        free--;
        return CompletableFuture.completedFuture(null);
    }

    /// Gives a permit back.
    synchronized void release() {
        CompletableFuture<Void> next = asked.poll();
        if (next == null) {
            free++;
        } else {
            next.complete(null);
        }
    }
}
