package tsunagi.chain;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.Rejection;

/// Decides where a proven block goes: the active chain, a side branch, a rival, or the orphans (3.4
/// to 3.7).
final class Placement {
    private final ActiveChain active;
    private final BlockPool pool;
    private final Rivals rivals;
    private final BranchSwitch branches;

    Placement(ActiveChain active, BlockPool pool, Rivals rivals, BranchSwitch branches) {
        this.active = active;
        this.pool = pool;
        this.rivals = rivals;
        this.branches = branches;
    }

    /// Puts as many of the blocks, from the first on, as go on a rival there.
    ///
    /// @param loggedAt where in the log they lie; below 0 if they came from outside
    /// @return nothing if they go on none
    Optional<AddResult.Staged> stage(ProvenRun run, Origin origin, long loggedAt) throws IOException {
        long tip = active.tip().index();
        Optional<Rivals.Taken> taken = rivals.grow(run, origin, loggedAt, tip);
        if (taken.isEmpty()) return Optional.empty();
        Rival rival = taken.get().rival();
        branches.follow(rival);
        int count = taken.get().count();
        return Optional.of(
                new AddResult.Staged(count, rival.fork(), rival.last().index(), tip + 1));
    }

    /// @param logged where the block lies in the log, if it is there
    AddResult place(ProvenBlock block, Origin origin, PooledBlock.@Nullable InLog logged) throws IOException {
        if (active.holds(block.index(), block.hash()) || rivals.holds(block.index(), block.hash())) {
            return new AddResult.Duplicate();
        }
        // It may have waited in the pool while a rival could not be cut back to its parent.
        Optional<AddResult.Staged> staged = stage(block.alone(), origin, logged == null ? -1 : logged.offset());
        if (staged.isPresent()) return staged.get();
        if (pool.find(block.hash()) != null) return new AddResult.Duplicate();
        PooledBlock arrived = PooledBlock.arrived(block, origin, logged);
        if (active.holds(block.index() - 1, block.prevHash())) return attach(arrived, 1);
        PooledBlock parent = pool.find(block.prevHash());
        if (parent == null ? active.holdsNearTip(block.prevHash()) : parent.index + 1 != block.index()) {
            return new AddResult.Rejected(Rejection.WRONG_INDEX);
        }
        if (parent != null && parent.linked) return attach(arrived, parent.arrivedInRow + 1);
        pool.arrive(arrived.kept());
        return new AddResult.Orphan();
    }

    /// Links a block whose ancestors are known, and the orphans that waited for it. Reorganises if
    /// the highest of them is above the tip (3.6).
    private AddResult attach(PooledBlock block, int arrivedInRow) throws IOException {
        block.arrivedInRow = arrivedInRow;
        PooledBlock best = pool.link(block);
        if (best.index > active.tip().index() && !branches.isUnderWay()) return branches.reorganiseTo(block, best);
        // Before the pool makes room for it: a full pool is itself a reason to stage the branch.
        pool.put(block.kept());
        PooledBlock top = pool.find(best.hash);
        boolean inLog = block.body instanceof PooledBlock.InLog;
        if (top != null && rivals.wants(top, pool.isOverfull(), inLog)) branches.stage(top, inLog);
        pool.trim();
        return new AddResult.SideBranch();
    }
}
