package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// The active chain, from genesis to its tip, whose blocks all lie in the log.
final class ActiveChain implements Closeable {
    private final Tip genesis;
    private final ActiveIndex index;
    private final DepartedStretches departed = new DepartedStretches(ChainLimits.MAX_DEPARTED_STRETCHES);

    /// The answers that need the index, those that reach highest last.
    private final NavigableSet<ChainAnswer> answers =
            new TreeSet<>(Comparator.comparingLong(ChainAnswer::last).thenComparingLong(ChainAnswer::number));

    private long lastAnswer;
    private long end;
    private Tip tip;

    /// Up to this height its blocks are those that a checkpoint names.
    private long believedHeight;

    /// @param index without entries
    ActiveChain(Hash genesis, ActiveIndex index) {
        this.genesis = new Tip(0, genesis);
        this.index = index;
        this.tip = this.genesis;
    }

    /// Goes on from a checkpoint.
    ///
    /// @param index with entries up to the tip
    /// @param end   offset after the tip's frame
    ActiveChain(Hash genesis, ActiveIndex index, Tip tip, long end) {
        this(genesis, index);
        this.tip = tip;
        this.end = end;
        this.believedHeight = tip.index();
    }

    /// Up to which height its blocks are those that a checkpoint names; 0 if there was none.
    long believedHeight() {
        return believedHeight;
    }

    Tip tip() {
        return tip;
    }

    /// Writes to the index what it holds back.
    void writeIndex() throws IOException {
        index.write();
    }

    /// The entries of the index for `count` heights from `first` on.
    ByteBuffer entries(long first, int count) throws IOException {
        return index.entries(first, count);
    }

    /// The entries of the index above a height, up to the tip.
    ByteBuffer entriesAbove(long height) throws IOException {
        return index.entries(height + 1, Math.toIntExact(tip.index() - height));
    }

    /// Puts a run on the tip, which it follows.
    ///
    /// @param run    at least one block
    /// @param offset where in the log its first frame lies
    List<LoggedBlock> grow(ProvenRun run, long offset, Origin origin) throws IOException {
        index.append(offset, run);
        end = offset + run.bytes();
        int last = run.size() - 1;
        tip = new Tip(run.index(last), run.hash(last));
        return new LoggedRun(run, offset, origin);
    }

    /// Puts one block on the tip, which it follows.
    void grow(long height, Hash hash, PooledBlock.InLog place) throws IOException {
        index.append(place.offset(), place.length(), hash);
        end = place.offset() + place.length();
        tip = new Tip(height, hash);
    }

    /// Checks with two comparisons that index, tip and log still belong together. A
    /// chain whose index is off by one answers every question with the wrong block.
    ///
    /// @throws IllegalStateException if they do not: nothing may be built on this chain
    void verify(long logEnd) {
        if (index.height() != tip.index()) {
            throw new IllegalStateException(
                    "the index has " + index.height() + " entries, and the tip is block " + tip.index());
        }
        if (end > logEnd) {
            throw new IllegalStateException("the tip ends at offset " + end + ", and the block log at " + logEnd);
        }
    }

    /// Puts a rival on the tip, which it hangs on. Nothing else may change until its entries are
    /// [moved][#moveIndex].
    ///
    /// @param start where in the log the copy of its frames begins; 0 if they were always there
    /// @return where its highest block's frame lies
    Extent grow(Rival rival, long start) throws IOException {
        index.cover(rival, start);
        tip = rival.last();
        ActiveIndex.Entry last = index.entry(tip.index());
        end = last.offset() + last.length();
        return new Extent(last.offset(), end);
    }

    /// Moves the next entries of a rival that was put on the tip.
    ///
    /// @return whether all of them are moved
    boolean moveIndex() throws IOException {
        return index.moveCover(ChainLimits.MOVED_INDEX_ENTRIES);
    }

    /// Cuts it back to `fork`.
    ///
    /// @param kept of what is above this height, the blocks are returned
    /// @return lowest first
    List<PooledBlock> cutTo(long fork, long kept) throws IOException {
        tellAnswers(fork);
        int count = Math.toIntExact(tip.index() - kept);
        ByteBuffer entries = index.entries(kept + 1, count);
        List<PooledBlock> leaving = new ArrayList<>(count);
        Hash parent = hashAt(kept);
        Hash forkHash = hashAt(fork);
        for (int at = 0; at < count; at++) {
            ActiveIndex.Entry entry = ActiveIndex.entryAt(entries, at);
            leaving.add(PooledBlock.departed(kept + 1 + at, parent, entry));
            parent = entry.hash();
        }
        index.cutTo(fork);
        believedHeight = Math.min(believedHeight, fork);
        tip = new Tip(fork, forkHash);
        return leaving;
    }

    /// Finds the place of a frame by its height.
    @FunctionalInterface
    interface Frames {
        Extent at(long height) throws IOException;
    }

    private void tellAnswers(long fork) throws IOException {
        if (answers.isEmpty() || answers.last().last() <= fork) return;
        DepartedStretches.Departure departure = departed.add(Stretches.above(fork, tip.index(), index));
        // Thousands of answers may begin or end at the same few heights: each is looked up once.
        Map<Long, Extent> frames = new HashMap<>();
        while (!answers.isEmpty() && answers.last().last() > fork) {
            ChainAnswer answer = answers.pollLast();
            answer.depart(fork, departure, height -> frame(height, frames));
            if (answer.needsIndex()) answers.add(answer);
        }
    }

    private Extent frame(long height, Map<Long, Extent> known) throws IOException {
        Extent frame = known.get(height);
        if (frame != null) return frame;
        frame = frameAt(height).orElseThrow();
        known.put(height, frame);
        return frame;
    }

    /// Where blocks lie that an answer needs next: as many as are found with one short read, which
    /// holds the lock that orders blocks.
    Stretches stretches(long first, long last) throws IOException {
        int count = (int) Math.min(last - first + 1, ChainLimits.PLANNED_ANSWER_BLOCKS);
        return Stretches.of(first, index.entries(first, count), ChainLimits.PLANNED_ANSWER_STRETCHES);
    }

    /// The answer does not need the index any more.
    void forget(ChainAnswer answer) {
        answers.remove(answer);
    }

    Hash hashAt(long height) throws IOException {
        return height == 0 ? genesis.hash() : index.entry(height).hash();
    }

    /// Whether the block at this height has this hash.
    boolean holds(long height, Hash hash) throws IOException {
        if (height == tip.index()) return hash.equals(tip.hash());
        return height < tip.index() && hashAt(height).equals(hash);
    }

    /// How many of the run's blocks, from the first on, are on it.
    int known(ProvenRun run) throws IOException {
        return index.matching(run, 0);
    }

    /// Whether genesis or a block near the tip has this hash.
    boolean holdsNearTip(Hash hash) throws IOException {
        return hash.equals(genesis.hash()) || index.holdsRecent(hash, ChainLimits.MISLINK_WINDOW_BLOCKS);
    }

    /// @param rivals blocks off this chain that are named as well
    Locator locator(List<Tip> rivals) throws IOException {
        SequencedMap<Long, Locator.Pair> pairs = new TreeMap<>(Comparator.reverseOrder());
        PrimitiveIterator.OfLong heights = Locator.heights(tip.index()).iterator();
        while (heights.hasNext()) {
            long height = heights.nextLong();
            pairs.put(height, new Locator.Pair(height, hashAt(height)));
        }
        for (Tip rival : rivals) pairs.put(rival.index(), new Locator.Pair(rival.index(), rival.hash()));
        return new Locator(List.copyOf(pairs.values()));
    }

    /// What lies after the locator's first block that is on this chain.
    ChainAnswer after(Locator locator) throws IOException {
        long known = 0;
        for (Locator.Pair pair : locator.pairs()) {
            if (holds(pair.index(), pair.hash())) {
                known = pair.index();
                break;
            }
        }
        ChainAnswer answer = new ChainAnswer(this, ++lastAnswer, known + 1, tip.index());
        if (answer.needsIndex()) answers.add(answer);
        return answer;
    }

    /// Where the frame of the block at a height lies; nothing for genesis, which has
    /// none, and above the tip.
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
