package tsunagi.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tsunagi.chain.mining.Kernel;

/// Which kernel to mine with. The first of the list is good from its first hash on; each of the
/// others has to be compiled first, which takes a second or two, and takes over as soon as it is
/// seen to be faster. One that isn't within its time may have been kept waiting by others on the
/// machine, so it is tried again, after pauses each twice as long as the last.
final class KernelChoice {
    private final Deque<Kernel> candidates;
    private final List<Kernel> slower = new ArrayList<>();
    private volatile Kernel inUse;
    private double paceInUse;
    private long triedNanos;
    private Optional<Long> pausedSince = Optional.empty();
    private long pauseNanos = ChainLimits.FIRST_KERNEL_PAUSE_NANOS;

    /// @param kernels one at least, the plainest first
    KernelChoice(List<Kernel> kernels) {
        this.candidates = new ArrayDeque<>(kernels.subList(1, kernels.size()));
        this.inUse = kernels.getFirst();
    }

    Kernel inUse() {
        return inUse;
    }

    /// What is to be tried in addition to the one in use, or nothing if all have been, not long
    /// ago.
    ///
    /// @param now the time of [System#nanoTime]
    synchronized Optional<Kernel> candidate(long now) {
        if (pausedSince.isPresent() && now - pausedSince.get() >= pauseNanos) {
            pausedSince = Optional.empty();
            pauseNanos *= 2;
        }
        return pausedSince.isPresent() ? Optional.empty() : Optional.ofNullable(candidates.peek());
    }

    /// Tells how fast a thread is with a kernel; of interest is only the one in use.
    synchronized void measured(Kernel kernel, double hashesPerSecond) {
        if (kernel.equals(inUse)) paceInUse = Math.max(paceInUse, hashesPerSecond);
    }

    /// Tells how a thread fares with the candidate.
    ///
    /// @param hashesPerSecond its best so far
    /// @param nanos           how long it has been tried since this was last told
    /// @param now             as [System#nanoTime] tells it
    synchronized void tried(Kernel kernel, double hashesPerSecond, long nanos, long now) {
        triedNanos += nanos;
        if (paceInUse > 0 && hashesPerSecond > ChainLimits.FASTER_KERNEL_FACTOR * paceInUse) {
            inUse = kernel;
            paceInUse = hashesPerSecond;
            next(now);
        } else if (triedNanos > ChainLimits.KERNEL_TRIAL_NANOS) {
            slower.add(kernel);
            next(now);
        }
    }

    private void next(long now) {
        triedNanos = 0;
        candidates.remove();
        if (!candidates.isEmpty()) return;
        candidates.addAll(slower);
        slower.clear();
        pausedSince = Optional.of(now);
    }
}
