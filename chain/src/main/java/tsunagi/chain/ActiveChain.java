package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// The active chain, from genesis to its tip, whose blocks all lie in the log.
final class ActiveChain implements Closeable {
    private final Tip genesis;
    private final ActiveIndex index;
    private final ActiveExtents extents = new ActiveExtents();
    private Tip tip;

    /// @param index without entries
    ActiveChain(Hash genesis, ActiveIndex index) {
        this.genesis = new Tip(0, genesis);
        this.index = index;
        this.tip = this.genesis;
    }

    Tip tip() {
        return tip;
    }

    /// Puts a run on the tip, which it follows.
    ///
    /// @param run    at least one block
    /// @param offset where in the log its first frame lies
    List<LoggedBlock> grow(ProvenRun run, long offset, Origin origin) throws IOException {
        index.append(offset, run);
        extents.append(offset, run.bytes());
        int last = run.size() - 1;
        tip = new Tip(run.index(last), run.hash(last));
        return new LoggedRun(run, offset, origin);
    }

    /// Puts one block on the tip, which it follows.
    void grow(long height, Hash hash, Detached.InLog place) throws IOException {
        index.append(place.offset(), place.length(), hash);
        extents.append(place.offset(), place.length());
        tip = new Tip(height, hash);
    }

    /// Checks that index, tip and extents still belong together, for the price of two comparisons. A chain whose
    /// index is off by one answers every question with the wrong block.
    ///
    /// @throws IllegalStateException if they do not: nothing may be built on this chain
    void verify(long logEnd) {
        if (index.height() != tip.index()) {
            throw new IllegalStateException(
                    "the index has " + index.height() + " entries, and the tip is block " + tip.index());
        }
        if (extents.end() > logEnd) {
            throw new IllegalStateException(
                    "the chain ends at offset " + extents.end() + ", and the block log at " + logEnd);
        }
    }

    /// Cuts it back to `fork`.
    ///
    /// @return what was above, lowest first
    List<Detached> cutTo(long fork) throws IOException {
        List<Detached> leaving = new ArrayList<>();
        Hash parent = hashAt(fork);
        for (long height = fork + 1; height <= tip.index(); height++) {
            ActiveIndex.Entry entry = index.entry(height);
            leaving.add(Detached.departed(height, parent, entry));
            parent = entry.hash();
        }
        if (fork == 0) {
            extents.clear();
        } else {
            ActiveIndex.Entry last = index.entry(fork);
            extents.cutAfter(last.offset(), last.length());
        }
        index.cutTo(fork);
        tip = new Tip(fork, hashAt(fork));
        return leaving;
    }

    private Hash hashAt(long height) throws IOException {
        return height == 0 ? genesis.hash() : index.entry(height).hash();
    }

    /// Whether the block at this height has this hash.
    boolean holds(long height, Hash hash) throws IOException {
        if (height == tip.index()) return hash.equals(tip.hash());
        return height < tip.index() && hashAt(height).equals(hash);
    }

    /// Whether genesis or a block near the tip has this hash.
    boolean holdsNearTip(Hash hash) throws IOException {
        return hash.equals(genesis.hash()) || index.holdsRecent(hash, ChainLimits.MISLINK_WINDOW_BLOCKS);
    }

    Locator locator() throws IOException {
        List<Locator.Pair> pairs = new ArrayList<>();
        PrimitiveIterator.OfLong heights = Locator.heights(tip.index()).iterator();
        while (heights.hasNext()) {
            long height = heights.nextLong();
            pairs.add(new Locator.Pair(height, hashAt(height)));
        }
        return new Locator(pairs);
    }

    /// Where what lies after the locator's first block that is on this chain is in the log.
    List<Extent> after(Locator locator) throws IOException {
        long known = 0;
        for (Locator.Pair pair : locator.pairs()) {
            if (holds(pair.index(), pair.hash())) {
                known = pair.index();
                break;
            }
        }
        return known >= tip.index()
                ? List.of()
                : extents.from(index.entry(known + 1).offset());
    }

    /// Where the frame of the block at a height lies; nothing for genesis, which has none, and above the tip.
    Optional<Extent> frameAt(long height) throws IOException {
        if (height < 1 || height > tip.index()) return Optional.empty();
        ActiveIndex.Entry entry = index.entry(height);
        return Optional.of(new Extent(entry.offset(), entry.offset() + entry.length()));
    }

    /// The height of the block with this hash, if it is one of `count` from height `first` on.
    OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        return index.heightOf(hash, first, count);
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
