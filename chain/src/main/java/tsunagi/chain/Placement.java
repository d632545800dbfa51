package tsunagi.chain;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.Rejection;

/// Finds the place of a block that does not plainly follow the tip: on the active chain, on a
/// branch off it, or among those whose parents are missing.
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
    AddResult place(ProvenBlock block, Origin origin, Detached.@Nullable InLog logged) throws IOException {
        if (active.holds(block.index(), block.hash()) || rivals.holds(block.index(), block.hash())) {
            return new AddResult.Duplicate();
        }
        // It may have waited in the pool while a rival could not be cut back to its parent.
        Optional<AddResult.Staged> staged = stage(block.alone(), origin, logged == null ? -1 : logged.offset());
        if (staged.isPresent()) return staged.get();
        if (pool.find(block.hash()) != null) return new AddResult.Duplicate();
        Detached arrived = Detached.arrived(block, origin, logged);
        if (active.holds(block.index() - 1, block.prevHash())) return attach(arrived, 1);
        Detached parent = pool.find(block.prevHash());
        if (parent == null ? active.holdsNearTip(block.prevHash()) : parent.index + 1 != block.index()) {
            return new AddResult.Rejected(Rejection.WRONG_INDEX);
        }
        if (parent != null && parent.linked) return attach(arrived, parent.arrivedInRow + 1);
        pool.arrive(arrived.kept());
        return new AddResult.Orphan();
    }

    /// The block's ancestors are known; now so may be those of blocks that waited for it.
    private AddResult attach(Detached block, int arrivedInRow) throws IOException {
        block.arrivedInRow = arrivedInRow;
        Detached best = pool.link(block);
        if (best.index > active.tip().index() && !branches.isUnderWay()) return branches.activate(block, best);
        // Before room is made for it: it may be for want of room that the branch must be staged.
        pool.put(block.kept());
        Detached top = pool.find(best.hash);
        boolean inLog = block.body instanceof Detached.InLog;
        if (top != null && rivals.wants(top, pool.isOverfull(), inLog)) branches.stage(top, inLog);
        pool.trim();
        return new AddResult.SideBranch();
    }
}
