package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// The tree of blocks and which branch of it is active: the longest, and of equals the one that
/// was complete first (3.6).
///
/// Values in, values out, no locks: it is confined to one thread at a time, and the owner that
/// shares it brings the lock. Whatever is thrown, the chain must not be used after it: it may be
/// half-changed. An IOException means that the log could not be written, anything else is a bug.
public final class Chain implements Closeable {
    private final BlockRules rules;
    private final BlockLog log;
    private final ActiveChain active;
    private final BlockPool pool;
    private final Rivals rivals;
    private final BranchSwitch branches;
    private final Placement placement;
    private final @Nullable Checkpoints checkpoints;

    /// @param checkpoints of its log and index; nothing if none are kept
    Chain(
            BlockRules rules,
            BlockLog log,
            ActiveChain active,
            BlockPool pool,
            Rivals rivals,
            @Nullable Checkpoints checkpoints) {
        this.rules = rules;
        this.log = log;
        this.active = active;
        this.pool = pool;
        this.rivals = rivals;
        this.branches = new BranchSwitch(log, active, pool, rivals);
        this.placement = new Placement(active, pool, rivals, branches);
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
        return open(parameters, log, index, quarantine, BranchLimits.USUAL);
    }

    /// With bounds of its own for what it knows off the active chain; long
    /// branches are staged on the heap.
    public static Opened open(
            ChainParameters parameters, ByteStore log, ByteStore index, Quarantine quarantine, BranchLimits limits)
            throws IOException {
        return open(parameters, log, index, quarantine, limits, RivalFiles.ON_HEAP);
    }

    /// Goes on from the checkpoint in a directory, if there is one that can be used,
    /// and keeps new ones there.
    ///
    /// @param sizes how finely these divide the log and the index
    public static Opened open(
            ChainParameters parameters, Directory directory, CheckpointSizes sizes, BranchLimits limits)
            throws IOException {
        return new LogFiles(directory, sizes, limits).open(parameters);
    }

    static Opened open(
            ChainParameters parameters,
            ByteStore log,
            ByteStore index,
            Quarantine quarantine,
            BranchLimits limits,
            RivalFiles files)
            throws IOException {
        return new ChainOpening(parameters, limits, files).open(log, index, quarantine);
    }

    Inspection inspection(LogContents found) {
        long onBranches = (long) pool.linked() + rivals.blocks();
        return new Inspection(found, tip(), onBranches, pool.orphans());
    }

    /// Drops every rival: what a crash left of a switch is a branch that is not longer.
    /// It can be fetched again.
    void dropRivals() throws IOException {
        rivals.clear();
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
        return placement.place(block, origin, null);
    }

    /// Appends the longest prefix of the list that extends the tip, in one write. Stops at a block
    /// that the pool knows, or whose child it knows. The result is that of [#add] for each.
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
        run = ProvenRun.at(blocks);
        int taken = placement
                .stage(run, Origin.LOCAL, offset)
                .map(AddResult.Staged::blocks)
                .orElse(0);
        if (taken == 0) {
            taken = 1;
            placement.place(run.get(0), Origin.LOCAL, new PooledBlock.InLog(offset, run.frameBytes(0)));
        }
        while (isSwitching()) advance();
        return taken;
    }

    /// Puts as many of the blocks, from the first on, as go on a rival there: a branch that is too
    /// long for the pool. If that is longer now, [#isSwitching].
    ///
    /// @return nothing if the first is a case for [#add]
    public Optional<AddResult.Staged> stage(List<ProvenBlock> blocks, Origin origin) throws IOException {
        return placement.stage(ProvenRun.at(blocks), origin, -1);
    }

    /// How many of the blocks, from the first on, are on the active chain or on a rival.
    public int known(List<ProvenBlock> blocks) throws IOException {
        ProvenRun run = ProvenRun.at(blocks);
        return Math.max(active.known(run), rivals.known(run));
    }

    /// Whether the chain turns to a rival that is longer. Until enough calls of
    /// [#advance], no block joins.
    public boolean isSwitching() {
        return branches.isUnderWay();
    }

    /// Does one step of a switch to a rival, which appends up to [ChainLimits#COPIED_PIECE_BYTES]
    /// to the log, or moves up to [ChainLimits#MOVED_INDEX_ENTRIES].
    ///
    /// @return what joined, in order
    public List<AddResult.Joined> advance() throws IOException {
        return branches.advance();
    }

    /// Where in the log those blocks end that have joined the active chain. What
    /// follows is being copied there.
    public long joinedEnd() {
        return branches.joinedEnd();
    }

    /// The branches that are staged at this moment.
    public List<RivalBranch> rivals() {
        return rivals.views();
    }

    /// Half a second has passed. Drops rivals that have not grown for too long.
    public void tick() {
        rivals.tick();
    }

    /// Why a rival branch could not be kept, if that was so since this was last asked.
    public Optional<IOException> takeStagingFailure() {
        return rivals.takeFailure();
    }

    /// As many of the blocks, from the first on, as plainly follow the tip.
    private ProvenRun followingTip(List<ProvenBlock> blocks) {
        ProvenRun run = ProvenRun.at(blocks);
        if (isSwitching() || !run.follows(active.tip())) return run.subList(0, 0);
        int plain = pool.size() == 0 ? run.size() : 0;
        while (plain < run.size() && pool.knowsNothingOf(run.hash(plain))) plain++;
        return run.subList(0, plain);
    }

    /// Returns whether the frame at this offset of the log is the chain's own copy of the block: on
    /// the active chain, a rival or in the pool.
    boolean keeps(long height, Hash hash, long offset) throws IOException {
        Optional<Extent> frame = active.frameAt(height);
        if (frame.isPresent() && frame.get().from() == offset) return true;
        if (rivals.keeps(height, hash, offset)) return true;
        PooledBlock known = pool.find(hash);
        return known != null
                && known.linked
                && known.body instanceof PooledBlock.InLog place
                && place.offset() == offset;
    }

    /// Whether the block is known but a parent of it is not.
    public boolean isOrphan(Hash hash) {
        PooledBlock known = pool.find(hash);
        return known != null && !known.linked;
    }

    /// Where this chain stands, for asking a peer for what is missing (8.1).
    public Locator locator() throws IOException {
        return active.locator(rivals.tips());
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

    /// Where the frame of the active block at a height lies; nothing for genesis, which has
    /// none, and above the tip.
    public Optional<Extent> frameAt(long height) throws IOException {
        return active.frameAt(height);
    }

    /// The height of the active block with this hash, if it is one of
    /// `count` from height `first` on.
    public OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        return active.heightOf(hash, first, count);
    }

    /// What is known off the active chain, with the `most` highest by name.
    public OffChain offChain(int most) {
        return pool.view(most);
    }

    /// The frame of a block that is known but not on the active chain.
    public Optional<ByteBuffer> frameOffChain(Hash hash) throws IOException {
        PooledBlock block = pool.find(hash);
        return block == null ? Optional.empty() : Optional.of(log.frame(block.body));
    }

    /// Drafts a checkpoint for the next start. Empty if the log has grown by fewer bytes since the
    /// last one was [kept][#keep], or if this chain keeps none. The caller
    /// [writes][NewCheckpoint#write] and keeps it.
    public Optional<NewCheckpoint> checkpoint(long leastBytes) throws IOException {
        // What a switch has copied so far is neither on the chain nor in the pool: a start that
        // passed over it would miss the parents of what is copied next.
        if (checkpoints == null || isSwitching()) return Optional.empty();
        Checkpoints kept = checkpoints;
        return kept.draft(leastBytes, active, pool).map(draft -> new NewCheckpoint(kept, draft, log));
    }

    /// Lets the next start begin with a checkpoint that was written.
    public void keep(NewCheckpoint written) throws IOException {
        written.put();
    }

    /// What this start believed because of a checkpoint and did not prove;
    /// nothing if that is nothing.
    public Optional<LogProof> unproven() {
        if (checkpoints == null) return Optional.empty();
        return LogProof.of(rules, log, active, checkpoints);
    }

    /// Forces the log, if it has not failed, and closes it.
    @Override
    public void close() throws IOException {
        if (checkpoints != null) checkpoints.close();
        try (active;
                rivals) {
            log.close();
        }
    }
}
