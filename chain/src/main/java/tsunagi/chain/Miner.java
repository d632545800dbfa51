package tsunagi.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;

/// Looks for the nonce that gives a block its proof of work (3.2), on threads of its own.
public final class Miner implements AutoCloseable {
    private final int threads;
    private final ExecutorService workers;

    /// @param threads how many to mine with, at least 1
    public Miner(int threads) {
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("miner-", 0).daemon().factory());
    }

    /// Mines until a nonce is found or `cancelled` says so.
    ///
    /// @param template  the block but for its nonce and hash
    /// @param cancelled asked every [ChainLimits#MINING_BATCH_HASHES] hashes, from every thread
    /// @return the block with its proof, or nothing if it was cancelled first
    /// @throws InterruptedException if the caller is interrupted; the search has been called off
    public Optional<Block> mine(Block template, int difficultyBytes, BooleanSupplier cancelled)
            throws InterruptedException {
        AtomicReference<Block> found = new AtomicReference<>();
        BooleanSupplier stop = () -> found.get() != null || cancelled.getAsBoolean();
        List<Callable<Void>> searches = IntStream.range(0, threads)
                .<Callable<Void>>mapToObj(first -> () -> {
                    search(template, first, difficultyBytes, stop, found);
                    return null;
                })
                .toList();
        for (var search : workers.invokeAll(searches)) {
            try {
                search.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("mining failed", e.getCause());
            }
        }
        return Optional.ofNullable(found.get());
    }

    /// Tries `first` and every nonce a whole number of `threads` above it.
    private void search(
            Block template, long first, int difficultyBytes, BooleanSupplier stop, AtomicReference<Block> found)
            throws DigestException {
        byte[] preimage = Preimage.of(template);
        ByteBuffer nonceField = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        MessageDigest sha256 = Hash.newSha256();
        byte[] digest = new byte[Hash.BYTES];
        long nonce = first;
        while (!stop.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            for (int i = 0; i < ChainLimits.MINING_BATCH_HASHES; i++, nonce += threads) {
                nonceField.putLong(Preimage.NONCE_OFFSET, nonce);
                sha256.update(preimage);
                sha256.digest(digest, 0, digest.length);
                if (startsWithZeros(digest, difficultyBytes)) {
                    found.compareAndSet(null, template.withProof(nonce, Hash.of(digest)));
                    return;
                }
            }
        }
    }

    private static boolean startsWithZeros(byte[] digest, int count) {
        for (int i = 0; i < count; i++) {
            if (digest[i] != 0) return false;
        }
        return true;
    }

    /// Ends the threads; a search that is under way ends when it is cancelled.
    @Override
    public void close() {
        workers.shutdown();
    }
}
