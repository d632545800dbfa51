package tsunagi.chain;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// Makes a chain of what is on disk: of a checkpoint and what the log holds behind it, or of all
/// that the log holds.
final class ChainOpening {
    private final ChainParameters parameters;
    private final BlockRules rules;
    private final BranchLimits limits;
    private final RivalFiles rivalFiles;

    /// @param limits     for what it knows off the active chain
    /// @param rivalFiles where branches are staged that are too long for the pool
    ChainOpening(ChainParameters parameters, BranchLimits limits, RivalFiles rivalFiles) {
        this.parameters = parameters;
        this.rules = new BlockRules(parameters);
        this.limits = limits;
        this.rivalFiles = rivalFiles;
    }

    /// For one who only reads.
    ChainOpening(ChainParameters parameters) {
        this(parameters, BranchLimits.USUAL, RivalFiles.NAMELESS);
    }

    /// What a log leads to, and what is in it.
    record Read(Chain chain, LogContents found) {
        Inspection inspection() {
            return chain.inspection(found);
        }
    }

    /// A chain that goes on from a checkpoint, or why there is none.
    private record Resumed(@Nullable Read read, Optional<String> refusal) {}

    /// Replays the log, which is all that survives.
    Chain.Opened open(ByteStore log, ByteStore index, Quarantine quarantine) throws IOException {
        return ready(replayed(new BlockLog(log), index, null), quarantine, Optional.empty());
    }

    /// Goes on from the checkpoint, if it can be used, and otherwise replays the log.
    Chain.Opened open(Checkpoints checkpoints, Quarantine quarantine) throws IOException {
        Resumed resumed = resumed(checkpoints);
        Read read = resumed.read();
        if (read == null) {
            checkpoints.startAnew();
            read = replayed(new BlockLog(checkpoints.log()), checkpoints.index(), checkpoints);
        }
        checkpoints.readThrough(read.found().damagedBytes());
        return ready(read, quarantine, resumed.refusal());
    }

    /// Reads a log without changing it.
    ///
    /// @param log   is only read
    /// @param index is overwritten
    Read read(ByteStore log, ByteStore index) throws IOException {
        return replayed(new BlockLog(log), index, null);
    }

    private static Chain.Opened ready(Read read, Quarantine quarantine, Optional<String> refusal) throws IOException {
        LogContents found = read.found();
        read.chain().dropRivals();
        BlockLog log = read.chain().log();
        Optional<String> keptAt =
                found.tailBytes() == 0 ? Optional.empty() : Optional.of(log.cut(found.validEnd(), quarantine));
        // A process that was killed may have left blocks that the platform has and the disk has
        // not. From here on they are shown to peers.
        log.force();
        return new Chain.Opened(read.chain(), new ReplayReport(found, keptAt, refusal));
    }

    private Rivals noRivals() {
        return new Rivals(rivalFiles, limits.rivalBlocks());
    }

    private Read replayed(BlockLog log, ByteStore index, @Nullable Checkpoints checkpoints) throws IOException {
        ActiveChain active = new ActiveChain(parameters.genesis().hash(), new ActiveIndex(index));
        Chain chain = new Chain(rules, log, active, limits.pool(), noRivals(), checkpoints);
        return new Read(chain, new Replay(chain::replay, rules).read(log));
    }

    /// Whatever does not fit, the log is the truth: nothing in it has been
    /// changed when this returns.
    private Resumed resumed(Checkpoints checkpoints) {
        try {
            Optional<Checkpoint> found = checkpoints.found();
            if (found.isEmpty()) return new Resumed(null, Optional.empty());
            return new Resumed(resume(found.get(), checkpoints), Optional.empty());
        } catch (IOException e) {
            return new Resumed(null, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Read resume(Checkpoint checkpoint, Checkpoints checkpoints) throws IOException {
        checkpoints.believe(checkpoint);
        BlockLog log = new BlockLog(checkpoints.log());
        LoggedFrames frames = new LoggedFrames(log, rules);
        ActiveIndex index = new ActiveIndex(checkpoints.index(), checkpoint.indexedHeight(), checkpoint.lastEntries());
        ActiveChain active = active(checkpoint, index, frames);
        BlockPool pool = limits.pool();
        restore(pool, checkpoint, active, frames);
        Chain chain = new Chain(rules, log, active, pool, noRivals(), checkpoints);
        LogContents tail = new Replay(chain::replay, rules).read(log::scan, checkpoint.logEnd(), log.end());
        return new Read(chain, tail.withDamageBefore(checkpoint.damagedBytes()));
    }

    /// Proves the last blocks from their frames; [LogProof] proves the others.
    private ActiveChain active(Checkpoint checkpoint, ActiveIndex index, LoggedFrames frames) throws IOException {
        Hash genesis = parameters.genesis().hash();
        long height = Math.max(0, checkpoint.height() - ChainLimits.BLOCKS_PROVEN_AT_START);
        Tip tip = new Tip(height, height == 0 ? genesis : index.entry(height).hash());
        long end = 0;
        while (tip.index() < checkpoint.height()) {
            ActiveIndex.Entry entry = index.entry(tip.index() + 1);
            ProvenBlock block = frames.at(new PooledBlock.InLog(entry.offset(), entry.length()), checkpoint.logEnd());
            Tip next = new Tip(block.index(), block.hash());
            boolean follows = next.index() == tip.index() + 1
                    && block.prevHash().equals(tip.hash())
                    && next.hash().equals(entry.hash());
            if (!follows) throw new IOException("it names another block at height " + (tip.index() + 1));
            tip = next;
            end = entry.offset() + entry.length();
        }
        return new ActiveChain(genesis, index, tip, end);
    }

    private static void restore(BlockPool pool, Checkpoint checkpoint, ActiveChain active, LoggedFrames frames)
            throws IOException {
        for (BlockPool.LoggedFrame frame : checkpoint.offChain()) {
            ProvenBlock block = frames.at(frame.place(), checkpoint.logEnd());
            if (pool.find(block.hash()) != null || active.holds(block.index(), block.hash())) {
                throw new IOException("it names block " + block.index() + " twice");
            }
            pool.restore(PooledBlock.arrived(block, Origin.LOCAL, frame.place()).kept(), frame.departed());
        }
        if (pool.linkRestored(active::holds) > active.tip().index()) {
            throw new IOException("a branch that it names is longer than the chain that it names");
        }
    }
}
