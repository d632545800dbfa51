package tsunagi.app;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.Kernels;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Proof;
import tsunagi.chain.mining.Puzzle;
import tsunagi.conformance.wire.NonceFinder;

/// Lets the kit mine with the kernels of the node. It begins with the plain one. Beside it a thread
/// runs the fastest until it is compiled, and that takes over once it is seen to be faster.
public final class KernelFinder implements NonceFinder {
    private static final int WORK_BYTES = 2;
    /// A quarter of what a block takes on average.
    private static final int BATCH = 1 << 14;

    private static final long TRIAL_NANOS = 5_000_000_000L;

    private final AtomicBoolean tried = new AtomicBoolean();
    private volatile Kernel kernel = Kernels.digest();

    @Override
    public OptionalLong find(byte[] preimage, long from) {
        if (tried.compareAndSet(false, true)) {
            Thread.ofPlatform().name("kernel-trial").daemon().start(this::tryFastest);
        }
        NonceSearch search = kernel.begin(new Puzzle(preimage, WORK_BYTES));
        for (long first = from; first <= Long.MAX_VALUE - BATCH; first += BATCH) {
            Optional<Proof> proof = search.find(first, BATCH);
            if (proof.isPresent()) return OptionalLong.of(proof.get().nonce());
        }
        return OptionalLong.empty();
    }

    private void tryFastest() {
        Kernel fastest = Kernels.all().getLast();
        // No hash has 32 zero bytes, so each search tries all of its nonces.
        Puzzle puzzle = new Puzzle(new byte[128], 32);
        NonceSearch plain = Kernels.digest().begin(puzzle);
        NonceSearch other = fastest.begin(puzzle);
        long end = System.nanoTime() + TRIAL_NANOS;
        for (long first = 0; System.nanoTime() < end; first += BATCH) {
            long begun = System.nanoTime();
            plain.find(first, BATCH);
            long between = System.nanoTime();
            other.find(first, BATCH);
            if (System.nanoTime() - between < (between - begun) / 2) {
                kernel = fastest;
                return;
            }
        }
    }
}
