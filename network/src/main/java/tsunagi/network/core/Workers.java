package tsunagi.network.core;

import java.util.List;

/// Does pieces of work that have nothing to do with each other, on as many processors as the
/// one who provides it likes.
@FunctionalInterface
public interface Workers {
    /// One after the other, by the caller.
    Workers CALLER = tasks -> tasks.forEach(Runnable::run);

    /// Returns when all have been done.
    void run(List<Runnable> tasks);
}
