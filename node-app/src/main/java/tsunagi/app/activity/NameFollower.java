package tsunagi.app.activity;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import tsunagi.network.ChainView;
import tsunagi.protocol.Block;

/// Keeps a [NameIndex] in step with the chain: reads it once from genesis on, then
/// whatever joins and departs.
///
/// It asks the chain instead of believing events: they wake it, and it looks where the chain
/// stands. A block goes in only onto its parent. So neither the order of events nor a missed one
/// can make the index wrong.
public final class NameFollower implements Closeable {
    /// Read at once, between two turns that others have.
    private static final int BATCH = 32;

    private final ChainView chain;
    private final NameIndex index;
    private final Block genesis;
    private final Logger log;
    private final Semaphore wake = new Semaphore(1);
    private volatile boolean closed;
    private volatile boolean failed;

    /// Begins to read the chain, on a thread of its own.
    public NameFollower(ChainView chain, NameIndex index, Block genesis, Logger log) {
        this.chain = chain;
        this.index = index;
        this.genesis = genesis;
        this.log = log;
        Thread.ofVirtual().name("names").start(this::follow);
    }

    /// The chain may have changed. This costs its caller next to nothing.
    public void look() {
        wake.release();
    }

    /// The index that is kept in step.
    public NameIndex index() {
        return index;
    }

    /// Whether it has stopped for a fault, which is in the log.
    public boolean hasFailed() {
        return failed;
    }

    private void follow() {
        try {
            while (!closed) {
                wake.acquire();
                wake.drainPermits();
                catchUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // The log is closed at the stop, and reading it then fails.
            if (closed) return;
            failed = true;
            log.error("the index of names is not kept any more", e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // it never waits while it reads, and peers' threads share its processors
    private void catchUp() throws IOException {
        while (!closed && !index.tip().equals(chain.tip().hash())) {
            if (index.height() < 0) index.add(genesis);
            else if (!addNext()) removeHighest();
            Thread.yield();
        }
    }

    /// Adds some of the blocks that follow.
    ///
    /// @return false if the highest block of the index is on the chain no more
    private boolean addNext() throws IOException {
        long height = index.height();
        int count = (int) Math.min(BATCH, chain.tip().index() - height);
        if (count <= 0) return false;
        List<Block> next = chain.below(height + count, count).reversed();
        for (Block block : next) {
            if (block.index() <= index.height()) continue;
            if (!block.prevHash().equals(index.tip())) return false;
            index.add(block);
        }
        return true;
    }

    private void removeHighest() throws IOException {
        long height = index.height();
        Optional<Block> there = height == 0 ? Optional.of(genesis) : chain.at(height);
        if (there.isPresent() && there.get().hash().equals(index.tip())) return;
        Optional<Block> departed = chain.offChain(index.tip());
        if (departed.isPresent()) {
            index.remove(departed.get());
        } else {
            // It came back to the chain just now, or has been forgotten, as
            // after a very long switch.
            Optional<Block> back = chain.at(height);
            if (back.isEmpty() || !back.get().hash().equals(index.tip())) index.clear();
        }
    }

    /// Interrupts no thread: that would close the log for all if it is being read.
    @Override
    public void close() {
        closed = true;
        wake.release();
    }
}
