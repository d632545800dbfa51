package tsunagi.network.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.chain.Origin;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.RivalBranch;
import tsunagi.chain.Tip;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// One node: its chain, its sessions, and what each peer gets (rules 3.7, 4 and 8.1).
///
/// Not thread-safe. The shell holds one lock around every call, and that lock is what orders
/// blocks. An IOException means that the log failed, and with it the node.
public final class NodeCore {
    private final Chain chain;
    private final SessionLimits limits;
    private final Relays relays;
    private final Map<Origin, Session> sessions = new LinkedHashMap<>();
    private final UnforcedBlocks unforced = new UnforcedBlocks();
    private long lastConnection = 0;

    public NodeCore(Chain chain) {
        this(chain, SessionLimits.USUAL);
    }

    /// With bounds of its own for what it keeps for its sessions.
    public NodeCore(Chain chain, SessionLimits limits) {
        this.chain = chain;
        this.limits = limits;
        this.relays = new Relays(chain.joinedEnd(), limits.backlogRuns());
    }

    public Tip tip() {
        return chain.tip();
    }

    public Collection<Session> sessions() {
        return sessions.values();
    }

    /// Begins a session. The side that dialled asks for the chain first of all (2.4), and tells
    /// its own tip, from which a peer that is behind learns that it should ask back.
    ///
    /// @param wake called, within calls to this core, when [#next] has something to say
    /// @param now  nanoseconds of a monotonic clock, as everywhere here
    public Session open(Direction direction, Runnable wake, long now) throws IOException {
        Origin origin = new Origin(++lastConnection);
        Session session = new Session(origin, direction, chain.joinedEnd(), limits.answersOfOne(), wake);
        sessions.put(origin, session);
        if (direction == Direction.OUTBOUND) {
            session.requestChain(now);
            chain.tipFrame().ifPresent(session::announce);
        }
        return session;
    }

    public void close(Session session) {
        sessions.remove(session.origin());
        session.forgetAnswers();
    }

    /// What became of blocks that came.
    ///
    /// @param index  of the block, and of the last one if several in a row were placed as one
    /// @param blocks how many were
    public record Placed(long index, int blocks, AddResult result) {}

    /// Blocks came from a peer, in this order. Those that extend the chain in a row are appended
    /// and reported as one, and sessions are woken once for all.
    public List<Placed> receive(Session from, List<ProvenBlock> blocks, long now) throws IOException {
        List<Placed> placed = new ArrayList<>();
        boolean anyJoined = false;
        for (List<ProvenBlock> rest = blocks; !rest.isEmpty(); ) {
            Placed next = receiveNext(from, rest, now);
            placed.add(next);
            anyJoined |= next.result() instanceof AddResult.Joined;
            rest = rest.subList(next.blocks(), rest.size());
        }
        if (anyJoined) wakeAll();
        return placed;
    }

    /// As many of the blocks as find their places together.
    private Placed receiveNext(Session from, List<ProvenBlock> blocks, long now) throws IOException {
        AddResult.Added run = extend(blocks, from.origin());
        int joined = run.joined().size();
        if (joined > 0) return progress(from, blocks, joined, run, now);
        Optional<AddResult.Staged> staged = chain.stage(blocks, from.origin());
        if (staged.isPresent()) return progress(from, blocks, staged.get().blocks(), staged.get(), now);
        int known = blocks.size() > 1 ? chain.known(blocks) : 0;
        if (known > 0) return progress(from, blocks, known, new AddResult.Duplicate(), now);
        return new Placed(blocks.getFirst().index(), 1, receiveOne(from, blocks.getFirst(), now));
    }

    private static Placed progress(Session from, List<ProvenBlock> blocks, int count, AddResult result, long now) {
        long last = blocks.get(count - 1).index();
        from.catchUp().progressed(last - count + 1, last, result instanceof AddResult.Duplicate, now);
        return new Placed(last, count, result);
    }

    private AddResult.Added extend(List<ProvenBlock> blocks, Origin origin) throws IOException {
        AddResult.Added run = chain.extend(blocks, origin);
        if (!run.joined().isEmpty()) relays.append(run.joined().getFirst().offset(), origin);
        return run;
    }

    private AddResult receiveOne(Session from, ProvenBlock block, long now) throws IOException {
        AddResult result = add(block, from.origin());
        // Asked of the chain, not of the result: to a second sender an orphan is a duplicate, and
        // the first may never answer.
        if (chain.isOrphan(block.hash())) {
            from.catchUp().orphaned(block.hash(), block.index());
            askIfDue(from, now);
        } else {
            from.catchUp().progressed(block.index(), block.index(), result instanceof AddResult.Duplicate, now);
        }
        return result;
    }

    /// A block was mined here. It counts only if it is still on the tip; if another block came
    /// first, nothing is kept of it and it has to be mined again. It is on disk when this returns,
    /// and goes out to peers from then on.
    ///
    /// @return what became of it, or nothing if the tip has moved
    public Optional<AddResult> submit(ProvenBlock block) throws IOException {
        Optional<AddResult> result = submitUnforced(block);
        if (result.isEmpty()) return result;
        chain.log().force();
        forced();
        return result;
    }

    /// The same for a shell that has a lock to give back before it
    /// [forces][tsunagi.chain.BlockLog#force] the log and calls [#forced]. Until the block is on
    /// disk, no byte of the log from it on goes out.
    public Optional<AddResult> submitUnforced(ProvenBlock block) throws IOException {
        if (chain.isSwitching() || !block.prevHash().equals(chain.tip().hash())) return Optional.empty();
        AddResult result = add(block, Origin.LOCAL);
        if (result instanceof AddResult.Joined joined) {
            joined.joined().forEach(logged -> unforced.add(logged.offset(), logged.length()));
        }
        return Optional.of(result);
    }

    /// Whether a rival branch is longer than the chain, and [#advance] is to be
    /// called until it is the chain.
    public boolean isSwitching() {
        return chain.isSwitching();
    }

    /// Does the next step of the switch to a rival, some milliseconds of work at the most.
    ///
    /// @return what joined; nothing before the last step
    public List<AddResult.Joined> advance() throws IOException {
        long logEndBefore = chain.joinedEnd();
        List<AddResult.Joined> joined = chain.advance();
        for (AddResult.Joined result : joined) {
            relays.relay(result, logEndBefore, sessions.values());
            AddResult.LoggedBlock last = result.joined().getLast();
            logEndBefore = Math.max(logEndBefore, last.offset() + last.length());
        }
        if (!joined.isEmpty()) wakeAll();
        return joined;
    }

    /// The rivals that there are.
    public List<RivalBranch> rivals() {
        return chain.rivals();
    }

    /// Why a rival branch could not be kept, if that was so since this was last asked.
    public Optional<IOException> takeStagingFailure() {
        return chain.takeStagingFailure();
    }

    /// The log was forced: what had to wait for it may go out.
    public void forced() {
        wakeAll();
    }

    private void wakeAll() {
        sessions.values().forEach(Session::logGrew);
    }

    private AddResult add(ProvenBlock block, Origin origin) throws IOException {
        long logEndBefore = chain.joinedEnd();
        AddResult result = chain.add(block, origin);
        if (result instanceof AddResult.Joined joined) relays.relay(joined, logEndBefore, sessions.values());
        return result;
    }

    /// A peer asks for the chain (2.2).
    ///
    /// @return whether it may ask so often; it gets its answer in any case
    public boolean chainRequested(Session from, Locator locator, long now) throws IOException {
        boolean inTime = from.answer(chain.answer(locator), now);
        makeRoom();
        return inTime;
    }

    /// If there are more answers than there is room for, the session that waits for most is closed.
    /// One answer of each session never has to make room, so nobody who asks once is ever turned
    /// away because of others.
    private void makeRoom() {
        while (true) {
            int pending = 0;
            Session most = null;
            for (Session session : sessions.values()) {
                pending += session.pendingAnswers();
                if (most == null || session.pendingAnswers() > most.pendingAnswers()) most = session;
            }
            if (most == null || pending <= limits.answers() || most.pendingAnswers() <= 1) return;
            most.overrun();
        }
    }

    /// What is to be written to the peer next.
    public Step next(Session session) throws IOException {
        if (session.takeRequest()) {
            return new Step.Send(ByteBuffer.wrap(chain.locator().requestFrame()));
        }
        return session.next(
                relays.origins(),
                unforced.sendableEnd(chain.joinedEnd(), chain.log().durableEnd()));
    }

    /// What [#next] named is written, as far as its first `bytes` bytes.
    ///
    /// @return how many blocks of an answer have been sent whole by that and were not counted
    ///     before; 0 for what is relayed
    public long sent(Session session, Step.Transfer step, long bytes) {
        return session.sent(step, bytes);
    }

    /// How many bytes of the log a peer has still to be sent, what came from itself included.
    public long behindBytes(Session session) {
        return chain.joinedEnd() - session.cursor();
    }

    /// The peer will send no more; it still gets the answers it has asked for (1.5).
    public void inputEnded(Session session) {
        session.inputEnded();
    }

    /// Does what only the passing of time makes due.
    public void tick(long now) {
        chain.tick();
        for (Session session : sessions.values()) {
            CatchUp catchUp = session.catchUp();
            for (Hash orphan = catchUp.orphan(); orphan != null && !chain.isOrphan(orphan); orphan = catchUp.orphan()) {
                catchUp.resolved();
            }
            askIfDue(session, now);
            session.tick(now);
        }
    }

    /// What others make this node remember, apart from blocks.
    public Footprint footprint() {
        int mostPending = 0;
        int answers = 0;
        for (Session session : sessions.values()) {
            mostPending = Math.max(mostPending, session.pendingAnswers());
            answers += session.pendingAnswers();
        }
        return new Footprint(
                sessions.size(),
                relays.origins().size(),
                relays.returnedRuns(),
                relays.backlogRuns(),
                answers,
                mostPending);
    }

    private static void askIfDue(Session session, long now) {
        if (session.catchUp().orphan() == null || !session.catchUp().mayAsk(now)) return;
        session.catchUp().resolvedAll();
        session.requestChain(now);
    }
}
