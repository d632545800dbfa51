package tsunagi.chain;

import java.util.List;
import java.util.Optional;
import tsunagi.chain.mining.Kernel;

/// Which kernel to mine with. The first of the list is good from its first hash on; each of the others has to be
/// compiled first,
/// which takes up to a second, and takes over as soon as it is seen to be faster. One that isn't within its time is
/// left alone.
final class KernelChoice {
    private final List<Kernel> kernels;
    private volatile Kernel inUse;
    private double paceInUse;
    private int candidate = 1;
    private long triedNanos;

    /// @param kernels one at least, the plainest first
    KernelChoice(List<Kernel> kernels) {
        this.kernels = List.copyOf(kernels);
        this.inUse = kernels.getFirst();
    }

    Kernel inUse() {
        return inUse;
    }

    /// What is to be tried beside the one in use, or nothing if all have been.
    synchronized Optional<Kernel> candidate() {
        return candidate < kernels.size() ? Optional.of(kernels.get(candidate)) : Optional.empty();
    }

    /// Tells how fast a thread is with a kernel; of interest is only the one in use.
    synchronized void measured(Kernel kernel, double hashesPerSecond) {
        if (kernel.equals(inUse)) paceInUse = Math.max(paceInUse, hashesPerSecond);
    }

    /// Tells how a thread fares with the candidate.
    ///
    /// @param hashesPerSecond its best so far
    /// @param nanos           how long it has been tried since this was last told
    synchronized void tried(Kernel kernel, double hashesPerSecond, long nanos) {
        triedNanos += nanos;
        if (paceInUse > 0 && hashesPerSecond > ChainLimits.FASTER_KERNEL_FACTOR * paceInUse) {
            inUse = kernel;
            paceInUse = hashesPerSecond;
            next();
        } else if (triedNanos > ChainLimits.KERNEL_TRIAL_NANOS) {
            next();
        }
    }

    private void next() {
        candidate++;
        triedNanos = 0;
    }
}
