package tsunagi.network;

import java.util.concurrent.CompletableFuture;

/// Ends the node at its first failure: remembers the failure and runs one action.
final class FailStop {
    private final CompletableFuture<NodeFailure> failure = new CompletableFuture<>();
    private volatile Runnable action = () -> {};

    /// Sets what is to be done at the failure, by the thread that notices it, without any lock.
    void onFailure(Runnable toDo) {
        action = toDo;
    }

    /// Reports a failure. Only the first one counts.
    void fail(NodeFailure why) {
        if (failure.complete(why)) action.run();
    }

    boolean isFailed() {
        return failure.isDone();
    }

    /// Completed when the node has failed.
    CompletableFuture<NodeFailure> failure() {
        return failure;
    }
}
