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
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.AddResult.Rejection;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// The tree of blocks and which branch of it is active: the longest, and of equals the one that
/// was complete first (3.6).
///
/// Values in, values out, no locks: it is confined to one thread at a time, and whoever shares it
/// brings the lock. Whatever is thrown, the chain must not be used after it: it may be
/// half-changed. An IOException means that the log could not be written, anything else is a bug.
public final class Chain implements Closeable {
    private final BlockRules rules;
    private final BlockLog log;
    private final ActiveChain active;
    private final BlockPool pool;
    private final @Nullable Checkpoints checkpoints;

    /// @param checkpoints of its log and index; nothing if none are kept
    Chain(BlockRules rules, BlockLog log, ActiveChain active, BlockPool pool, @Nullable Checkpoints checkpoints) {
        this.rules = rules;
        this.log = log;
        this.active = active;
        this.pool = pool;
        this.checkpoints = checkpoints;
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
        return new ChainOpening(parameters).open(log, index, quarantine);
    }

    /// With bounds of its own for what it knows off the active chain.
    ///
    /// @param pool empty
    static Opened open(
            ChainParameters parameters, ByteStore log, ByteStore index, Quarantine quarantine, BlockPool pool)
            throws IOException {
        return new ChainOpening(parameters).open(log, index, quarantine, pool);
    }

    Inspection inspection(LogContents found) {
        int linked = pool.linked();
        return new Inspection(found, tip(), linked, pool.size() - linked);
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
        return active.tip();
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
        ProvenRun run = followingTip(blocks);
        if (run.isEmpty()) return new AddResult.Added(List.of());
        List<LoggedBlock> joined = active.grow(run, log.append(run), origin);
        active.verify(log.end());
        return new AddResult.Added(joined);
    }

    /// Finds the places of blocks that are in the log already, one after another.
    ///
    /// @param blocks at least one
    /// @return of how many of them, from the first on; the others are for the next call
    int replay(List<ProvenBlock> blocks, long offset) throws IOException {
        ProvenRun run = followingTip(blocks);
        if (!run.isEmpty()) {
            active.grow(run, offset, Origin.LOCAL);
            return run.size();
        }
        ProvenBlock first = blocks.getFirst();
        place(first, Origin.LOCAL, new Detached.InLog(offset, first.frameBytes()));
        return 1;
    }

    /// As many of the blocks, from the first on, as plainly follow the tip.
    private ProvenRun followingTip(List<ProvenBlock> blocks) {
        ProvenRun run = ProvenRun.at(blocks);
        if (!run.follows(active.tip())) return run.subList(0, 0);
        int plain = pool.size() == 0 ? run.size() : 0;
        while (plain < run.size() && pool.knowsNothingOf(run.hash(plain))) plain++;
        return run.subList(0, plain);
    }

    private AddResult place(ProvenBlock block, Origin origin, Detached.@Nullable InLog logged) throws IOException {
        if (active.holds(block.index(), block.hash()) || pool.find(block.hash()) != null) {
            return new AddResult.Duplicate();
        }
        Detached arrived = Detached.arrived(block, origin, logged);
        if (active.holds(block.index() - 1, block.prevHash())) return attach(arrived);
        Detached parent = pool.find(block.prevHash());
        if (parent == null ? active.holdsNearTip(block.prevHash()) : parent.index + 1 != block.index()) {
            return new AddResult.Rejected(Rejection.WRONG_INDEX);
        }
        if (parent != null && parent.linked) return attach(arrived);
        pool.arrive(arrived.kept());
        return new AddResult.Orphan();
    }

    /// The block's ancestors are known; now so may be those of blocks that waited for it.
    private AddResult attach(Detached block) throws IOException {
        Detached best = pool.link(block);
        if (best.index > active.tip().index()) return activate(block, best);
        pool.arrive(block.kept());
        return new AddResult.SideBranch();
    }

    private AddResult activate(Detached arrived, Detached best) throws IOException {
        Deque<Detached> branch = new ArrayDeque<>();
        for (Detached block = best; block != null; block = parentOf(block, arrived)) branch.addFirst(block);
        branch.forEach(pool::joined);
        long fork = branch.getFirst().index - 1;
        long departed = active.tip().index() - fork;
        if (departed > 0) pool.depart(active.cutTo(fork));
        List<LoggedBlock> joined = new ArrayList<>(branch.size());
        long appended = 0;
        for (Detached block : branch) {
            joined.add(join(block, appended > 0));
            if (block.body instanceof Detached.InMemory) appended++;
        }
        active.verify(log.end());
        return departed > 0
                ? new AddResult.Reorganised(fork, departed, appended, List.copyOf(joined))
                : new AddResult.Added(List.copyOf(joined));
    }

    private @Nullable Detached parentOf(Detached block, Detached arrived) {
        return block.prevHash.equals(arrived.hash) ? arrived : pool.find(block.prevHash);
    }

    /// @param anew an ancestor of it has just been appended: a block that is in the log already is
    ///             appended once more,
    ///             because what is relayed follows the log, and children must not come before their parents (4.2)
    private LoggedBlock join(Detached block, boolean anew) throws IOException {
        Detached.InLog place = switch (block.body) {
            case Detached.InLog logged -> anew ? log.copy(logged) : logged;
            case Detached.InMemory memory ->
                new Detached.InLog(
                        log.append(memory.block().alone()), memory.block().frameBytes());
        };
        active.grow(block.index, block.hash, place);
        return new LoggedBlock(block.index, block.hash, place.offset(), place.length(), block.origin);
    }

    /// Whether a block is on this chain or a branch off it, and it is the frame at this offset of the log that it is
    /// known by.
    boolean keeps(long height, Hash hash, long offset) throws IOException {
        Optional<Extent> frame = active.frameAt(height);
        if (frame.isPresent() && frame.get().from() == offset) return true;
        Detached known = pool.find(hash);
        return known != null && known.linked && known.body instanceof Detached.InLog place && place.offset() == offset;
    }

    /// Whether the block is known but a parent of it is not.
    public boolean isOrphan(Hash hash) {
        Detached known = pool.find(hash);
        return known != null && !known.linked;
    }

    /// Where this chain stands, for asking a peer for what is missing (8.1).
    public Locator locator() throws IOException {
        return active.locator();
    }

    /// The answer to a chain request: a snapshot of the active chain after the locator's first
    /// block that is on it (2.2, 2.3, 8.1).
    public ChainAnswer answer(Locator locator) throws IOException {
        return active.after(locator);
    }

    /// Where the tip's frame lies; nothing while there is only genesis.
    public Optional<Extent> tipFrame() throws IOException {
        return active.frameAt(active.tip().index());
    }

    /// Where the frame of the active block at a height lies; nothing for genesis, which has none, and
    /// above the tip.
    public Optional<Extent> frameAt(long height) throws IOException {
        return active.frameAt(height);
    }

    /// The height of the active block with this hash, if it is one of `count` from height `first` on.
    public OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        return active.heightOf(hash, first, count);
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

    /// How far the log is understood, for the next start; nothing if the log has not grown by so many bytes since
    /// it was last [kept][#keep], or if nothing is kept. It is to be [written][NewCheckpoint#write] and kept.
    public Optional<NewCheckpoint> checkpoint(long leastBytes) throws IOException {
        if (checkpoints == null) return Optional.empty();
        Checkpoints kept = checkpoints;
        return kept.draft(leastBytes, active, pool).map(draft -> new NewCheckpoint(kept, draft, log));
    }

    /// Lets the next start begin with a checkpoint that was written.
    public void keep(NewCheckpoint written) throws IOException {
        written.put();
    }

    /// What this start believed because of a checkpoint and did not prove; nothing if that is nothing.
    public Optional<LogProof> unproven() {
        if (checkpoints == null) return Optional.empty();
        return LogProof.of(rules, log, active, checkpoints);
    }

    /// Forces the log, if it has not failed, and closes it.
    @Override
    public void close() throws IOException {
        if (checkpoints != null) checkpoints.close();
        try (active) {
            log.close();
        }
    }
}
