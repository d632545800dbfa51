package tsunagi.chain;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.Kernels;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Proof;
import tsunagi.chain.mining.Puzzle;
import tsunagi.protocol.Block;

/// Looks for the nonce that gives a block its proof of work (3.2), on threads of its own.
///
/// The first search begins with the kernel that needs no warming up. One that goes on for long gets
/// one more thread, which takes nonces as the others do, but tries them with a kernel that is not
/// in use yet; so none of the others ever runs cold code.
public final class Miner implements AutoCloseable {
    private final int threads;
    private final ExecutorService workers;
    private final KernelChoice choice;
    private final Consumer<Throwable> failures;
    private final HashRate rate = new HashRate();
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicBoolean trialUnderWay = new AtomicBoolean();

    /// Makes a miner whose failures are seen only by those who wait for a block.
    ///
    /// @param threads how many to mine with, at least 1
    public Miner(int threads) {
        this(threads, failure -> {});
    }

    /// @param threads  how many to mine with, at least 1
    /// @param failures takes whatever is thrown in one of these threads, or in the one
    ///     that tries another kernel
    public Miner(int threads, Consumer<Throwable> failures) {
        this(threads, failures, Kernels.all());
    }

    Miner(int threads, Consumer<Throwable> failures, List<Kernel> kernels) {
        this.threads = threads;
        this.failures = failures;
        this.choice = new KernelChoice(kernels);
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("miner-", 0).daemon().factory());
    }

    /// One block's search, shared by all threads.
    private record Search(
            Puzzle puzzle,
            long since,
            AtomicLong next,
            AtomicReference<Proof> found,
            AtomicBoolean ended,
            BooleanSupplier cancelled) {
        boolean over() {
            return ended.get() || found.get() != null || cancelled.getAsBoolean();
        }
    }

    /// Mines until a nonce is found or `cancelled` says so. One search at a time: who comes while
    /// another is under way waits for it, in the order of coming.
    ///
    /// @param template  the block but for its nonce and hash
    /// @param cancelled asked every [ChainLimits#MINING_BATCH_NANOS], by every thread
    /// @return the block with its proof, or nothing if it was cancelled first
    /// @throws InterruptedException if the caller is interrupted; the search has been called off
    public Optional<Block> mine(Block template, int difficultyBytes, BooleanSupplier cancelled)
            throws InterruptedException {
        return mine(template, difficultyBytes, cancelled, () -> {});
    }

    /// The same, and says when its turn has come.
    public Optional<Block> mine(Block template, int difficultyBytes, BooleanSupplier cancelled, Runnable begun)
            throws InterruptedException {
        while (!turn.tryAcquire(ChainLimits.MINING_TURN_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (cancelled.getAsBoolean()) return Optional.empty();
        }
        try {
            begun.run();
            return search(template, difficultyBytes, cancelled);
        } finally {
            turn.release();
        }
    }

    private Optional<Block> search(Block template, int difficultyBytes, BooleanSupplier cancelled)
            throws InterruptedException {
        AtomicReference<Proof> found = new AtomicReference<>();
        Puzzle puzzle = Puzzle.of(template, difficultyBytes);
        Search search = new Search(puzzle, System.nanoTime(), new AtomicLong(), found, new AtomicBoolean(), cancelled);
        Callable<Void> work = () -> {
            reportingFailures(() -> work(search));
            return null;
        };
        rate.begin(search.since());
        try {
            finish(workers.invokeAll(Collections.nCopies(threads, work)));
        } finally {
            // Also if the caller was interrupted: nobody would tell the thread that tries
            // another kernel.
            search.ended().set(true);
            rate.end(System.nanoTime());
        }
        return Optional.ofNullable(found.get()).map(proof -> template.withProof(proof.nonce(), proof.hash()));
    }

    private static void finish(List<Future<Void>> searches) throws InterruptedException {
        for (var search : searches) {
            try {
                search.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("mining failed", e.getCause());
            }
        }
    }

    private void work(Search search) {
        while (!search.over() && !Thread.currentThread().isInterrupted()) {
            Kernel kernel = choice.inUse();
            NonceSearch nonces = kernel.begin(search.puzzle());
            MiningPace pace = new MiningPace(kernel.lanes());
            do {
                tryBatch(search, nonces, pace);
                choice.measured(kernel, pace.hashesPerSecond());
                tryOtherKernel(search);
            } while (kernel.equals(choice.inUse())
                    && !search.over()
                    && !Thread.currentThread().isInterrupted());
        }
    }

    /// Takes the next nonces and tries them. Returns how long that took, in nanoseconds.
    private long tryBatch(Search search, NonceSearch nonces, MiningPace pace) {
        int batch = pace.batch();
        long first = search.next().getAndAdd(batch);
        long begun = System.nanoTime();
        Optional<Proof> proof = nonces.find(first, batch);
        long ended = System.nanoTime();
        long tried = proof.map(found -> found.nonce() - first + 1).orElse((long) batch);
        pace.took((int) tried, ended - begun);
        rate.add(tried, ended);
        proof.ifPresent(found -> search.found().compareAndSet(null, found));
        return ended - begun;
    }

    private void tryOtherKernel(Search search) {
        long now = System.nanoTime();
        if (now - search.since() < ChainLimits.KERNEL_TRIAL_AFTER_NANOS) return;
        Optional<Kernel> candidate = choice.candidate(now);
        if (candidate.isEmpty() || !trialUnderWay.compareAndSet(false, true)) return;
        try {
            Thread.ofPlatform().name("miner-trial").daemon().start(() -> tryUntilOver(search, candidate.get()));
        } catch (OutOfMemoryError e) {
            // The JVM words it so when the platform refuses a thread. Mining goes
            // on with the kernel in use.
        }
    }

    private void tryUntilOver(Search search, Kernel candidate) {
        try {
            reportingFailures(() -> tryKernel(search, candidate));
        } catch (Throwable e) {
            // Reported. The search needs no trial, and the one who hears of
            // failures decides what ends.
        } finally {
            trialUnderWay.set(false);
        }
    }

    private void reportingFailures(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failures.accept(e);
            throw e;
        }
    }

    /// Mines with a kernel that is not in use, until it is, or has had its
    /// time, or the search is over.
    private void tryKernel(Search search, Kernel kernel) {
        NonceSearch nonces = kernel.begin(search.puzzle());
        MiningPace pace = new MiningPace(kernel.lanes());
        while (choice.candidate(System.nanoTime()).filter(kernel::equals).isPresent() && !search.over()) {
            long nanos = tryBatch(search, nonces, pace);
            choice.tried(kernel, pace.hashesPerSecond(), nanos, System.nanoTime());
        }
    }

    /// How many hashes all threads together try in a second: over the last second or two in which
    /// there was a search, 0 before the first.
    public double hashesPerSecond() {
        return rate.perSecond(System.nanoTime());
    }

    /// How long the search under way has taken, 0 if there is none.
    public Duration searching() {
        return Duration.ofNanos(rate.searchingNanos(System.nanoTime()));
    }

    /// Ends the threads; a search that is under way ends when it is cancelled.
    @Override
    public void close() {
        workers.shutdown();
    }
}
