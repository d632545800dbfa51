package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.event.Level;
import tsunagi.app.words.Counted;
import tsunagi.chain.AddResult;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.Tip;
import tsunagi.network.NodeEvent;
import tsunagi.network.PeerName;
import tsunagi.network.RivalView;
import tsunagi.network.core.Ban;
import tsunagi.network.core.NetworkLimits;

/// Logs the node's events, within budgets, because peers could cause lines without end.
final class EventLog implements Consumer<NodeEvent> {
    /// Enough to follow a conversation, too few to fill a disk: 3,600 lines an hour at the most.
    private static final int PEER_LINES_PER_MINUTE = 60;

    /// Warnings about what peers sent or did have a budget of their own: who connects ten times a
    /// second, as a health check may, must not use up the line that says why blocks are refused.
    private static final int WARNINGS_PER_MINUTE = 30;

    /// Enough to see every block that is typed, too few to be slowed by while syncing.
    private static final int BLOCK_LINES_PER_SECOND = 20;

    /// A peer that is not there is dialled every 5 s: one line a minute.
    private static final int DIAL_FAILURES_PER_LINE = 12;

    private final LogBudget peerLines;
    private final LogBudget warnings;
    private final LogBudget blockLines;
    private final LogBudget reports;
    private final LogBudget acceptFailures;
    private long withheldPeerLines;

    EventLog(long now) {
        this.peerLines = new LogBudget(PEER_LINES_PER_MINUTE, TimeUnit.MINUTES.toNanos(1), now);
        this.warnings = new LogBudget(WARNINGS_PER_MINUTE, TimeUnit.MINUTES.toNanos(1), now);
        this.blockLines = new LogBudget(BLOCK_LINES_PER_SECOND, TimeUnit.SECONDS.toNanos(1), now);
        this.acceptFailures = new LogBudget(1, TimeUnit.MINUTES.toNanos(1), now);
        this.reports = new LogBudget(1, TimeUnit.MINUTES.toNanos(1), now);
    }

    @Override
    public void accept(NodeEvent event) {
        switch (event) {
            case NodeEvent.Listening listening -> LOG.info("listening on 0.0.0.0:{}", listening.port());
            case NodeEvent.BlockMined mined -> mined(mined.result(), mined.tip());
            case NodeEvent.BlockJoined joined -> joined(joined);
            case NodeEvent.BlockNotJoined other -> notJoined(other);
            case NodeEvent.PeerConnected connected -> peer(Level.INFO, connected.peer(), "connected");
            case NodeEvent.PeerDisconnected gone ->
                peer(Level.INFO, gone.peer(), "disconnected: " + gone.reason().words());
            case NodeEvent.PeerTurnedAway away ->
                limited(
                        Level.WARN,
                        away.address() + " was rejected: the limit of " + Counted.of(away.limit(), "inbound peer")
                                + " is reached");
            case NodeEvent.ShareTaken taken ->
                limited(
                        Level.WARN,
                        taken.address() + " was rejected: its address has " + Counted.of(taken.share(), "connection"));
            case NodeEvent.PeerBanned banned -> limited(Level.WARN, words(banned.ban()));
            case NodeEvent.AcceptFailed failed -> acceptFailed(failed.why());
            case NodeEvent.DialFailed failed -> dialFailed(failed);
            case NodeEvent.Rival rival -> peer(Level.INFO, rival.rival().from(), words(rival.rival(), rival.phase()));
            case NodeEvent.RivalDropped dropped ->
                limited(
                        Level.WARN,
                        "cannot keep a rival branch, so the chain stays as it is: " + dropped.why()
                                + "; free space for a second chain");
            case NodeEvent.ChainRequested request -> peer(Level.DEBUG, request.by(), "asked for the chain");
            case NodeEvent.FrameRefused refused ->
                peer(Level.WARN, refused.from(), "sent a BLOCK frame without a valid block: " + refused.refusal());
            case NodeEvent.FrameUnknown unknown ->
                peer(Level.INFO, unknown.from(), "sent an unknown frame: " + unknown.start());
            case NodeEvent.ReaderFailed failed -> {
                peer(Level.ERROR, failed.from(), "reading it failed, which is a bug of this node: " + failed.cause());
                LOG.debug("where reading failed", failed.cause());
            }
        }
    }

    private static void mined(AddResult.Joined result, Tip tip) {
        LoggedBlock block = result.joined().getLast();
        LOG.atInfo()
                .addKeyValue("height", tip.index())
                .addKeyValue("hash", tip.hash())
                .log("mined block {} {}", block.index(), block.hash());
    }

    private void joined(NodeEvent.BlockJoined event) {
        AddResult.Joined result = event.result();
        switch (result) {
            case AddResult.Added added -> {}
            case AddResult.Reorganised reorg -> reorganised(event, reorg.forkIndex(), reorg.departed());
            case AddResult.Switched rival -> reorganised(event, rival.forkIndex(), rival.departed());
        }
        if (!allowsBlockLine(result.count())) return;
        Tip tip = event.tip();
        long more = result.count() - 1;
        LOG.atInfo()
                .addKeyValue("peer", event.from().address())
                .addKeyValue("height", tip.index())
                .addKeyValue("hash", tip.hash())
                .log(
                        "{}: block {} {}{}",
                        event.from(),
                        tip.index(),
                        tip.hash(),
                        more == 0 ? "" : " and " + more + " before it");
    }

    private void reorganised(NodeEvent.BlockJoined event, long fork, long departed) {
        String text = "reorganised above height " + fork + ": left " + blocks(departed) + " for "
                + blocks(event.result().count());
        peer(Level.WARN, event.from(), text);
    }

    private static String words(RivalView rival, NodeEvent.RivalPhase phase) {
        String branch = "its branch above height " + rival.forkIndex();
        String have = blocks(rival.blocks());
        String needed = blocks(rival.blocksNeeded());
        boolean isAnnounced = rival.announced() > rival.height();
        String of = isAnnounced ? " of " + (rival.announced() - rival.forkIndex()) : "";
        return switch (phase) {
            case BEGAN ->
                branch + " is too long for memory and is fetched to disk: " + have + of + " so far; it needs " + needed
                        + " to become the chain";
            case GROWS -> branch + " has " + have + of + " so far; it needs " + needed + " to become the chain";
            case TAKEN -> branch + " is the chain now";
            case LEFT -> branch + " was left at " + have + "; it needed " + needed;
        };
    }

    private static String blocks(long count) {
        return Counted.of(count, "block");
    }

    private synchronized boolean allowsBlockLine(long blocks) {
        return blockLines.allows(System.nanoTime(), (int) Math.min(blocks, Integer.MAX_VALUE));
    }

    private void notJoined(NodeEvent.BlockNotJoined event) {
        String block = "block " + event.index();
        switch (event.result()) {
            case AddResult.SideBranch side -> peer(Level.INFO, event.from(), block + " is kept on a side branch");
            case AddResult.Orphan orphan ->
                peer(Level.INFO, event.from(), block + " is an orphan; its parent is unknown");
            case AddResult.Rejected rejected ->
                peer(
                        Level.WARN,
                        event.from(),
                        block + " is not valid: " + rejected.reason().words());
            case AddResult.Duplicate duplicate -> {}
            case AddResult.Staged staged -> {}
            case AddResult.Joined joined -> {}
        }
    }

    private static String words(Ban ban) {
        return ban.address() + " is banned for " + NetworkLimits.BAN_LENGTH.toMinutes() + " minutes: "
                + ban.reason().words()
                + ban.frame().map(hash -> ", the last of them " + hash).orElse("");
    }

    private static void dialFailed(NodeEvent.DialFailed failed) {
        if (failed.attempt() % DIAL_FAILURES_PER_LINE != 1) return;
        LOG.atWarn()
                .addKeyValue("peer", failed.peer())
                .log("cannot connect to {}: {}; trying again every 5 s", failed.peer(), failed.why());
    }

    /// A node that cannot accept tries again five times a second. Its own budget
    /// leaves the others theirs.
    private void acceptFailed(String why) {
        synchronized (this) {
            if (!acceptFailures.allows(System.nanoTime())) return;
        }
        String remedy = why.contains("Too many open files") ? "; allow the process more open files (ulimit -n)" : "";
        LOG.warn("cannot accept connections: {}; the node tries again until it can{}", why, remedy);
    }

    private void peer(Level level, PeerName peer, String text) {
        if (!LOG.isEnabledForLevel(level) || !allowsLine(level)) return;
        LOG.atLevel(level).addKeyValue("peer", peer.address()).log("{}: {}", peer, text);
    }

    private void limited(Level level, String text) {
        if (LOG.isEnabledForLevel(level) && allowsLine(level))
            LOG.atLevel(level).log(text);
    }

    private synchronized boolean allowsLine(Level level) {
        LogBudget budget = level.toInt() >= Level.WARN.toInt() ? warnings : peerLines;
        return budget.allows(System.nanoTime());
    }

    /// Logs how many lines the budgets withheld since the last call. For lines about peers it does
    /// so once a minute.
    ///
    /// @param untold how many more the node itself has kept back since then
    synchronized void reportWithheld(Tip tip, long untold) {
        long blocks = blockLines.takeWithheld();
        if (blocks > 0) {
            LOG.atInfo()
                    .addKeyValue("height", tip.index())
                    .addKeyValue("hash", tip.hash())
                    .log("{}; the tip is block {} {}", Counted.of(blocks, "more block"), tip.index(), tip.hash());
        }
        withheldPeerLines += peerLines.takeWithheld() + warnings.takeWithheld() + untold;
        if (withheldPeerLines == 0 || !reports.allows(System.nanoTime())) return;
        LOG.warn(
                "{} about peers {} suppressed",
                Counted.of(withheldPeerLines, "more line"),
                withheldPeerLines == 1 ? "was" : "were");
        withheldPeerLines = 0;
    }
}
