package tsunagi.chain;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.Joined;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.AddResult.OriginRun;
import tsunagi.chain.AddResult.Switched;

/// Turns the active chain to a longer branch: at once to one of the pool, and in steps to a rival,
/// whose frames have to be copied to the log first.
///
/// Between the steps the chain stands still. A block on its tip is a side branch by then, because
/// the rival was complete first (3.6). Whatever part of the copy a crash leaves in the log, it is
/// not longer than the chain before its last block is there.
final class BranchSwitch {
    private final BlockLog log;
    private final ActiveChain active;
    private final BlockPool pool;
    private final Rivals rivals;
    private long copiedFrom = -1;

    /// The active chain is this rival, and a part of its index has still to be moved.
    private @Nullable Rival moving;

    /// The blocks of the pool that are not compared yet with the chain that was turned to.
    private Iterator<PooledBlock> toRelink = Collections.emptyIterator();

    BranchSwitch(BlockLog log, ActiveChain active, BlockPool pool, Rivals rivals) {
        this.log = log;
        this.active = active;
        this.pool = pool;
        this.rivals = rivals;
    }

    /// Where the part of the log ends whose blocks have all joined the chain once.
    long joinedEnd() {
        return copiedFrom < 0 ? log.end() : copiedFrom;
    }

    /// Whether a switch is under way, so that no block joins.
    boolean isUnderWay() {
        return moving != null || rivals.winner() != null;
    }

    /// Reorganises to a branch of the pool.
    ///
    /// @param arrived the new block, which is not in the pool yet; if all are, any of them
    /// @param best    its highest block
    Joined reorganiseTo(PooledBlock arrived, PooledBlock best) throws IOException {
        Deque<PooledBlock> branch = new ArrayDeque<>();
        for (PooledBlock block = best; block != null; block = parentOf(block, arrived)) branch.addFirst(block);
        branch.forEach(pool::joined);
        long fork = branch.getFirst().index - 1;
        long departed = active.tip().index() - fork;
        if (departed > 0) leave(fork);
        List<LoggedBlock> joined = new ArrayList<>(branch.size());
        long appended = 0;
        for (PooledBlock block : branch) {
            joined.add(join(block, appended > 0));
            if (block.body instanceof PooledBlock.InMemory) appended++;
        }
        active.verify(log.end());
        return departed > 0
                ? new AddResult.Reorganised(fork, departed, appended, List.copyOf(joined))
                : new AddResult.Added(List.copyOf(joined));
    }

    private @Nullable PooledBlock parentOf(PooledBlock block, PooledBlock arrived) {
        return block.prevHash.equals(arrived.hash) ? arrived : pool.find(block.prevHash);
    }

    /// @param parentIsNew an ancestor of it has just been appended: a block that is in the log
    ///     already is appended once more, because what is relayed follows the log, and children
    ///     must not come before their parents (4.2)
    private LoggedBlock join(PooledBlock block, boolean parentIsNew) throws IOException {
        PooledBlock.InLog place = switch (block.body) {
            case PooledBlock.InLog logged -> parentIsNew ? log.copy(logged) : logged;
            case PooledBlock.InMemory memory ->
                new PooledBlock.InLog(
                        log.append(memory.block().alone()), memory.block().frameBytes());
        };
        active.grow(block.index, block.hash, place);
        return new LoggedBlock(block.index, block.hash, place.offset(), place.length(), block.origin);
    }

    /// Cuts the chain back. Of what leaves it, the highest blocks are remembered, and if there are
    /// more, these hang on nothing.
    private void leave(long fork) throws IOException {
        long forgotten = pool.departedForgotten();
        long kept = Math.max(fork, active.tip().index() - pool.maxDeparted());
        if (kept > fork) loseWhatHangsOn(fork, kept);
        List<PooledBlock> highest = active.cutTo(fork, kept);
        pool.depart(highest);
        if (!highest.isEmpty() && highest.getFirst().index > fork + 1) pool.lose(highest.getFirst().prevHash);
        rivals.cutTo(fork, pool.departedForgotten() != forgotten);
    }

    /// Loses the blocks of the pool that hang on active blocks above `fork`, up to the height
    /// `kept`. Looks at each block of the pool, because these are fewer than the heights may be.
    private void loseWhatHangsOn(long fork, long kept) throws IOException {
        for (PooledBlock block : pool.all()) {
            long parent = block.index - 1;
            if (!block.linked || parent <= fork || parent > kept) continue;
            if (active.holds(parent, block.prevHash)) pool.lose(block.prevHash);
        }
    }

    /// Moves a branch that is too long for the pool to a rival, if there is room for one.
    ///
    /// @param top   its highest block; in the pool, as all of it
    /// @param inLog whether a start is reading the branch off the log
    void stage(PooledBlock top, boolean inLog) throws IOException {
        Deque<PooledBlock> branch = new ArrayDeque<>();
        for (PooledBlock block = top; block != null; block = pool.find(block.prevHash)) branch.addFirst(block);
        PooledBlock first = branch.getFirst();
        if (!active.holds(first.index - 1, first.prevHash)) return;
        Rival rival = rivals.begin(new Tip(first.index - 1, first.prevHash), inLog);
        if (rival == null) return;
        for (PooledBlock block : branch) {
            if (!rivals.grow(rival, block, log, active.tip().index())) return;
        }
        pool.moveOut(branch);
        follow(rival);
    }

    /// Blocks that came before their parents go on the rival too, until it is the longer branch.
    void follow(Rival rival) throws IOException {
        while (rivals.winner() != rival) {
            PooledBlock child = pool.childOf(rival.last());
            if (child == null || !rivals.grow(rival, child, log, active.tip().index())) return;
            pool.moveOut(List.of(child));
        }
    }

    /// Does the next step of the switch to a rival that is longer than the chain, if there is one.
    ///
    /// The frames of the rival are copied first, in pieces. Then the rival is the chain, at once.
    /// Then its index is moved in pieces, and what came meanwhile joins.
    ///
    /// @return what joined
    List<Joined> advance() throws IOException {
        if (moving != null) return moveOn(moving);
        Rival rival = rivals.winner();
        if (rival == null) return List.of();
        if (copiedFrom < 0) copiedFrom = log.end();
        if (!rival.copy(log)) return List.of();
        long start = rival.isInLog() ? 0 : copiedFrom;
        copiedFrom = -1;
        return List.of(complete(rival, start));
    }

    private List<Joined> moveOn(Rival rival) throws IOException {
        boolean moved = active.moveIndex();
        boolean shrunk = rival.shrink();
        boolean relinked = relink();
        if (!moved || !shrunk || !relinked) return List.of();
        moving = null;
        rivals.drop(rival);
        rivals.lookForLonger(active.tip().index());
        PooledBlock best = longer();
        return best == null ? List.of() : List.of(reorganiseTo(best, best));
    }

    private Switched complete(Rival rival, long start) throws IOException {
        long fork = rival.fork();
        long departed = active.tip().index() - fork;
        leave(fork);
        Extent last = active.grow(rival, start);
        active.verify(log.end());
        List<OriginRun> origins = rival.origins(start);
        List<Extent> returned = rival.returning();
        Tip tip = rival.last();
        rivals.becameActive(rival);
        moving = rival;
        toRelink = pool.all().iterator();
        Origin origin = origins.isEmpty() ? Origin.LOCAL : origins.getLast().origin();
        LoggedBlock highest = new LoggedBlock(tip.index(), tip.hash(), last.from(), (int) last.length(), origin);
        return new Switched(fork, departed, tip.index() - fork, returned, origins, highest);
    }

    /// Looks which blocks of the pool are on the chain or hang on it now, some at a time.
    ///
    /// @return whether it has looked at all
    private boolean relink() throws IOException {
        for (int looks = 0; looks < ChainLimits.RELINKED_BLOCKS && toRelink.hasNext(); looks++) relink(toRelink.next());
        return !toRelink.hasNext();
    }

    private void relink(PooledBlock block) throws IOException {
        if (pool.find(block.hash) != block) return;
        if (active.holds(block.index, block.hash)) {
            pool.joined(block);
        } else if (!block.linked && active.holds(block.index - 1, block.prevHash)) {
            block.arrivedInRow = 1;
            pool.link(block);
        }
    }

    /// The highest block of a branch of the pool that is longer than the chain, if there is one.
    private @Nullable PooledBlock longer() {
        PooledBlock best = null;
        if (rivals.winner() != null) return best;
        for (PooledBlock block : pool.all()) {
            long least = best == null ? active.tip().index() : best.index;
            if (block.linked && block.index > least) best = block;
        }
        return best;
    }
}
