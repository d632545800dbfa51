package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.AddResult.Rejection;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// The tree of blocks and which branch of it is active: the longest, and of equals the one that
/// was complete first (3.6).
///
/// Values in, values out, no locks: it is confined to one thread at a time, and whoever shares
/// it brings the lock. An IOException means that the log could not be written; the chain must
/// not be used after it.
public final class Chain implements Closeable {
    private final Tip genesis;
    private final BlockRules rules;
    private final BlockLog log;
    private final ActiveIndex index;
    private final ActiveExtents extents = new ActiveExtents();
    private final BlockPool pool;
    private Tip tip;

    private Chain(ChainParameters parameters, BlockLog log, ActiveIndex index, BlockPool pool) {
        this.genesis = new Tip(0, parameters.genesis().hash());
        this.rules = new BlockRules(parameters);
        this.log = log;
        this.index = index;
        this.pool = pool;
        this.tip = genesis;
    }

    /// A chain and what had to be done to open it.
    public record Opened(Chain chain, ReplayReport report) {}

    /// Feeds the log back through the rules that wrote it. What of it is off the active chain is
    /// known as before: the next start will know it too, and must come to the same choices.
    ///
    /// @param log        whatever it holds, except for cut-off ends, stays
    /// @param index      is overwritten
    /// @param quarantine gets what has to be cut off the log's end
    /// @throws IOException also if the log holds blocks of a network with less difficulty
    public static Opened open(ChainParameters parameters, ByteStore log, ByteStore index, Quarantine quarantine)
            throws IOException {
        BlockPool pool = new BlockPool(ChainLimits.MAX_POOL_BYTES, ChainLimits.MAX_STALE_BLOCKS);
        return open(parameters, log, index, quarantine, pool);
    }

    /// With bounds of its own for what it knows off the active chain.
    ///
    /// @param pool empty
    static Opened open(
            ChainParameters parameters, ByteStore log, ByteStore index, Quarantine quarantine, BlockPool pool)
            throws IOException {
        Chain chain = new Chain(parameters, new BlockLog(log), new ActiveIndex(index), pool);
        LogContents found = new Replay(chain, chain.rules).read(chain.log);
        Optional<String> keptAt =
                found.tailBytes() == 0 ? Optional.empty() : Optional.of(chain.log.cut(found.validEnd(), quarantine));
        // A process that was killed may have left blocks that the platform has and the disk has
        // not. From here on they are shown to peers.
        chain.log.force();
        return new Opened(chain, new ReplayReport(found, keptAt));
    }

    /// Reads a log as [#open] does, and says what is there without changing it.
    ///
    /// @param log   is only read
    /// @param index is overwritten
    static Inspection inspect(ChainParameters parameters, ByteStore log, ByteStore index) throws IOException {
        BlockPool pool = new BlockPool(ChainLimits.MAX_POOL_BYTES, ChainLimits.MAX_STALE_BLOCKS);
        Chain chain = new Chain(parameters, new BlockLog(log), new ActiveIndex(index), pool);
        LogContents found = new Replay(chain, chain.rules).read(chain.log);
        return new Inspection(found, chain.tip, pool.linked(), pool.size() - pool.linked());
    }

    /// A chain of genesis alone that lives on the heap.
    public static Chain inMemory(ChainParameters parameters) {
        try {
            return open(parameters, new HeapStore(), new HeapStore(), Quarantine.NONE)
                    .chain();
        } catch (IOException e) {
            throw new IllegalStateException("a store on the heap does no I/O that could fail", e);
        }
    }

    /// The rules a block has to meet; safe to use from any thread.
    public BlockRules rules() {
        return rules;
    }

    /// The log; safe to read from any thread.
    public BlockLog log() {
        return log;
    }

    public Tip tip() {
        return tip;
    }

    /// Proves the block and finds its place.
    public AddResult add(Block block, Origin origin) throws IOException {
        BlockRules.Verdict verdict = rules.prove(block);
        return switch (verdict) {
            case BlockRules.Proven proven -> add(proven.block(), origin);
            case AddResult.Rejected rejected -> rejected;
        };
    }

    /// Finds the block's place. If it joins it is in the log, and on disk after the log's next
    /// [force][BlockLog#force]: a block mined here is to be told to nobody before that.
    public AddResult add(ProvenBlock block, Origin origin) throws IOException {
        return place(block, origin, null);
    }

    /// Appends as many of the blocks, from the first on, as plainly follow the tip, each the one before
    /// it, with nothing known that hangs on them: what [#add] would do one by one, in one write.
    ///
    /// @param blocks in the order in which they came
    /// @return those that joined; empty if the first is a case for [#add]
    public AddResult.Added extend(List<ProvenBlock> blocks, Origin origin) throws IOException {
        List<ProvenBlock> run = blocks.subList(0, followingTip(blocks));
        if (run.isEmpty()) return new AddResult.Added(List.of());
        return extendTip(run, log.append(run), origin);
    }

    /// Finds the places of blocks that are in the log already, one after another.
    ///
    /// @param blocks at least one
    /// @return of how many of them, from the first on; the others are for the next call
    int replay(List<ProvenBlock> blocks, long offset) throws IOException {
        int run = followingTip(blocks);
        if (run > 0) {
            extendTip(blocks.subList(0, run), offset, Origin.LOCAL);
            return run;
        }
        ProvenBlock first = blocks.getFirst();
        place(first, Origin.LOCAL, new Detached.InLog(offset, first.frameBytes()));
        return 1;
    }

    private int followingTip(List<ProvenBlock> blocks) {
        long height = tip.index();
        Hash parent = tip.hash();
        int count = 0;
        for (ProvenBlock block : blocks) {
            boolean follows = block.index() == height + 1 && block.prevHash().equals(parent);
            if (!follows || !pool.knowsNothingOf(block.hash())) break;
            height++;
            parent = block.hash();
            count++;
        }
        return count;
    }

    private AddResult.Added extendTip(List<ProvenBlock> run, long offset, Origin origin) throws IOException {
        List<LoggedBlock> joined = new ArrayList<>(run.size());
        long at = offset;
        for (ProvenBlock block : run) {
            index.append(at, block.frameBytes(), block.hash());
            joined.add(new LoggedBlock(block.index(), block.hash(), at, block.frameBytes(), origin));
            at += block.frameBytes();
        }
        extents.append(offset, at - offset);
        tip = new Tip(run.getLast().index(), run.getLast().hash());
        return new AddResult.Added(joined);
    }

    private AddResult place(ProvenBlock block, Origin origin, Detached.@Nullable InLog logged) throws IOException {
        if (isActive(block.index(), block.hash()) || pool.find(block.hash()) != null) {
            return new AddResult.Duplicate();
        }
        Detached arrived = Detached.arrived(block, origin, logged);
        if (isActive(block.index() - 1, block.prevHash())) return attach(arrived);
        Detached parent = pool.find(block.prevHash());
        if (parent == null ? isActiveNearTip(block.prevHash()) : parent.index + 1 != block.index()) {
            return new AddResult.Rejected(Rejection.WRONG_INDEX);
        }
        if (parent != null && parent.linked) return attach(arrived);
        pool.arrive(arrived.kept());
        return new AddResult.Orphan();
    }

    /// The block's ancestors are known; now so may be those of blocks that waited for it.
    private AddResult attach(Detached block) throws IOException {
        Detached best = pool.link(block);
        if (best.index > tip.index()) return activate(block, best);
        pool.arrive(block.kept());
        return new AddResult.SideBranch();
    }

    private AddResult activate(Detached arrived, Detached best) throws IOException {
        Deque<Detached> branch = new ArrayDeque<>();
        for (Detached block = best; block != null; block = parentOf(block, arrived)) branch.addFirst(block);
        branch.forEach(pool::joined);
        long fork = branch.getFirst().index - 1;
        long departed = tip.index() - fork;
        if (departed > 0) leave(fork);
        List<LoggedBlock> joined = new ArrayList<>(branch.size());
        for (Detached block : branch) joined.add(join(block));
        return departed > 0
                ? new AddResult.Reorganised(fork, departed, List.copyOf(joined))
                : new AddResult.Added(List.copyOf(joined));
    }

    private @Nullable Detached parentOf(Detached block, Detached arrived) {
        return block.prevHash.equals(arrived.hash) ? arrived : pool.find(block.prevHash);
    }

    private LoggedBlock join(Detached block) throws IOException {
        Detached.InLog place = switch (block.body) {
            case Detached.InLog logged -> logged;
            case Detached.InMemory memory ->
                new Detached.InLog(
                        log.append(List.of(memory.block())), memory.block().frameBytes());
        };
        index.append(place.offset(), place.length(), block.hash);
        extents.append(place.offset(), place.length());
        tip = new Tip(block.index, block.hash);
        return new LoggedBlock(block.index, block.hash, place.offset(), place.length(), block.origin);
    }

    /// Cuts the active chain back to `fork`; what is cut off stays known.
    private void leave(long fork) throws IOException {
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
        pool.depart(leaving);
    }

    private Hash hashAt(long height) throws IOException {
        return height == 0 ? genesis.hash() : index.entry(height).hash();
    }

    private boolean isActive(long height, Hash hash) throws IOException {
        if (height == tip.index()) return hash.equals(tip.hash());
        return height < tip.index() && hashAt(height).equals(hash);
    }

    private boolean isActiveNearTip(Hash hash) throws IOException {
        return hash.equals(genesis.hash()) || index.holdsRecent(hash, ChainLimits.MISLINK_WINDOW_BLOCKS);
    }

    /// Whether the block is known but a parent of it is not.
    public boolean isOrphan(Hash hash) {
        Detached known = pool.find(hash);
        return known != null && !known.linked;
    }

    /// Where this chain stands, for asking a peer for what is missing (8.1).
    public Locator locator() throws IOException {
        List<Locator.Pair> pairs = new ArrayList<>();
        PrimitiveIterator.OfLong heights = Locator.heights(tip.index()).iterator();
        while (heights.hasNext()) {
            long height = heights.nextLong();
            pairs.add(new Locator.Pair(height, hashAt(height)));
        }
        return new Locator(pairs);
    }

    /// The answer to a chain request: a snapshot of the active chain after the locator's first
    /// block that is on it (2.2, 2.3, 8.1). Valid for ever, for the log only grows.
    public List<Extent> answer(Locator locator) throws IOException {
        long known = 0;
        for (Locator.Pair pair : locator.pairs()) {
            if (isActive(pair.index(), pair.hash())) {
                known = pair.index();
                break;
            }
        }
        return known >= tip.index()
                ? List.of()
                : extents.from(index.entry(known + 1).offset());
    }

    /// Where the tip's frame lies; nothing while there is only genesis.
    public Optional<Extent> tipFrame() throws IOException {
        if (tip.index() == 0) return Optional.empty();
        ActiveIndex.Entry entry = index.entry(tip.index());
        return Optional.of(new Extent(entry.offset(), entry.offset() + entry.length()));
    }

    /// Where the frame of the active block at a height lies; nothing for genesis, which has none, and
    /// above the tip.
    public Optional<Extent> frameAt(long height) throws IOException {
        if (height < 1 || height > tip.index()) return Optional.empty();
        ActiveIndex.Entry entry = index.entry(height);
        return Optional.of(new Extent(entry.offset(), entry.offset() + entry.length()));
    }

    /// The height of the active block with this hash, if it is one of `count` from height `first` on.
    public OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        return index.heightOf(hash, first, count);
    }

    /// What is known off the active chain, with the `most` highest by name.
    public OffChain offChain(int most) {
        return pool.view(most);
    }

    /// The frame of a block that is known but not on the active chain.
    public Optional<ByteBuffer> frameOffChain(Hash hash) throws IOException {
        Detached block = pool.find(hash);
        if (block == null) return Optional.empty();
        return Optional.of(
                switch (block.body) {
                    case Detached.InMemory memory -> memory.block().frame();
                    case Detached.InLog place -> {
                        ByteBuffer frame = ByteBuffer.allocate(place.length());
                        log.read(place.offset(), frame);
                        yield frame.flip();
                    }
                });
    }

    /// Forces the log, if it has not failed, and closes it.
    @Override
    public void close() throws IOException {
        try (index) {
            log.close();
        }
    }
}
