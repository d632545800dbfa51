package tsunagi.app.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tsunagi.app.mining.MiningWatcher;
import tsunagi.chain.AddResult;
import tsunagi.chain.Tip;
import tsunagi.network.NodeEvent;
import tsunagi.network.PeerName;
import tsunagi.network.RelayListener;
import tsunagi.network.RivalView;
import tsunagi.protocol.Block;

/// Receives the node's events and keeps the newest of them. The threads that call it carry gossip.
/// So each event costs them a counter and a place in a queue, however many readers there are.
/// Events without a place are counted.
public final class Activity implements Consumer<NodeEvent>, MiningWatcher, RelayListener {
    /// What happens while this is full is counted, and readers learn that there was more.
    private static final int MAX_QUEUED = 1_024;

    private static final int KEPT_ARRIVALS = 120;
    private static final int KEPT_DEPARTURES = 20;
    private static final int KEPT_REORGANISATIONS = 50;

    /// A block that joined the chain.
    ///
    /// @param from the peer's address, or `mined`
    public record Arrival(long height, Instant at, String from) {}

    /// A block that was mined here.
    public record Find(long height, Instant at, long hashes, double hashesPerSecond) {}

    /// A block on its way from here to this node's peers.
    ///
    /// @param peers        that it has been written to
    /// @param firstSeconds from its joining the chain here to its being
    ///     written to the first of them
    /// @param lastSeconds  the same for the last
    public record Relay(long height, Instant at, int peers, double firstSeconds, double lastSeconds) {
        private Optional<Relay> and(Relay next) {
            if (next.height != height) return Optional.empty();
            return Optional.of(new Relay(
                    height,
                    at,
                    peers + next.peers,
                    Math.min(firstSeconds, next.firstSeconds),
                    Math.max(lastSeconds, next.lastSeconds)));
        }
    }

    /// A connection that ended.
    public record Departure(Instant at, String address, String direction, String reason) {}

    private final InstantSource clock;
    private final NodeMetrics metrics;
    private final BlockingQueue<Happening> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Recent<Arrival> arrivals = new Recent<>(KEPT_ARRIVALS);
    private final Recent<Find> finds = new Recent<>(KEPT_ARRIVALS);
    private final Recent<Relay> relays = new Recent<>(KEPT_ARRIVALS);
    private final Recent<Happening.Reorganised> reorganisations = new Recent<>(KEPT_REORGANISATIONS);
    private final Recent<Departure> departures = new Recent<>(KEPT_DEPARTURES);
    private final AtomicLong missed = new AtomicLong();
    private final AtomicInteger searches = new AtomicInteger();
    private volatile Runnable onChain = () -> {};
    private volatile Happening.Mining mining = new Happening.Mining(false, 0, 0, 0);

    public Activity(InstantSource clock, NodeMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    /// Has something done whenever the active chain has changed. It runs on the
    /// threads that carry gossip.
    public void whenTheChainChanges(Runnable action) {
        onChain = action;
    }

    @Override
    public void accept(NodeEvent event) {
        switch (event) {
            case NodeEvent.BlockMined mined -> joined(mined.result(), mined.tip(), "mined");
            case NodeEvent.BlockJoined joined ->
                joined(joined.result(), joined.tip(), joined.from().address());
            case NodeEvent.BlockNotJoined other -> aside(other);
            case NodeEvent.PeerConnected connected -> peer(connected.peer(), true, "connected");
            case NodeEvent.PeerDisconnected gone -> {
                String reason = gone.reason().words();
                departures.add(new Departure(clock.instant(), gone.peer().address(), direction(gone.peer()), reason));
                peer(gone.peer(), false, reason);
            }
            case NodeEvent.PeerBanned banned -> {
                metrics.banned();
                tell(new Happening.BansChanged(banned.ban().address(), true));
            }
            case NodeEvent.FrameRefused refused -> metrics.frameDropped("refused");
            case NodeEvent.FrameUnknown unknown -> metrics.frameDropped("unknown");
            case NodeEvent.ChainRequested requested -> metrics.chainRequested();
            case NodeEvent.DialFailed failed -> metrics.dialFailed();
            case NodeEvent.PeerTurnedAway away -> metrics.turnedAway("full");
            case NodeEvent.ShareTaken taken -> metrics.turnedAway("share");
            case NodeEvent.AcceptFailed failed -> metrics.turnedAway("error");
            case NodeEvent.Listening listening -> {}
            case NodeEvent.Rival rival -> rival(rival.rival(), rival.phase());
            case NodeEvent.RivalDropped dropped -> {}
            case NodeEvent.ReaderFailed failed -> {}
        }
    }

    private void joined(AddResult.Joined result, Tip tip, String from) {
        long count = result.count();
        metrics.joined(count, from.equals("mined"));
        // A chain that is being caught up with says nothing about how fast blocks travel.
        if (count == 1) arrivals.add(new Arrival(result.joined().getLast().index(), clock.instant(), from));
        switch (result) {
            case AddResult.Added added -> {}
            case AddResult.Reorganised reorg -> reorganised(reorg.forkIndex(), reorg.departed(), count, tip);
            case AddResult.Switched rival -> reorganised(rival.forkIndex(), rival.departed(), count, tip);
        }
        onChain.run();
        tell(new Happening.ChainGrew(tip.index(), tip.hash().toString(), count, from));
    }

    private void reorganised(long fork, long departed, long joined, Tip tip) {
        metrics.reorganised(departed);
        Happening.Reorganised told = new Happening.Reorganised(
                clock.instant(), fork, departed, joined, tip.index(), tip.hash().toString());
        reorganisations.add(told);
        tell(told);
    }

    private void rival(RivalView rival, NodeEvent.RivalPhase phase) {
        tell(new Happening.RivalChanged(
                phase.name().toLowerCase(Locale.ROOT),
                rival.from().address(),
                rival.forkIndex(),
                rival.blocks(),
                rival.blocksNeeded()));
    }

    private void aside(NodeEvent.BlockNotJoined event) {
        Optional<String> kind = switch (event.result()) {
            case AddResult.SideBranch side -> Optional.of("side");
            case AddResult.Orphan orphan -> Optional.of("orphan");
            case AddResult.Rejected rejected -> Optional.empty();
            case AddResult.Duplicate duplicate -> Optional.empty();
            case AddResult.Staged staged -> Optional.empty();
            case AddResult.Joined joined -> Optional.empty();
        };
        metrics.notJoined(kind.orElse(NodeMetrics.REJECTED));
        kind.ifPresent(
                k -> tell(new Happening.KeptAside(k, event.index(), event.from().address())));
    }

    private void peer(PeerName peer, boolean connected, String state) {
        tell(new Happening.PeerChanged(peer.connection(), peer.address(), direction(peer), connected, state));
    }

    private static String direction(PeerName peer) {
        return peer.direction().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void begun(long height) {
        searches.incrementAndGet();
        mining(height, mining.hashes(), mining.hashesPerSecond());
    }

    /// The next search may begin before the end of the last is reported.
    private void mining(long height, long hashes, double hashesPerSecond) {
        mining = new Happening.Mining(searches.get() > 0, height, hashes, hashesPerSecond);
        tell(mining);
    }

    @Override
    public void mined(Block block, Duration took) {
        long hashes = block.nonce() + 1;
        double rate = hashes / Math.max(took.toNanos() / 1e9, 1e-6);
        metrics.mined(hashes, took);
        finds.add(new Find(block.index(), clock.instant(), hashes, rate));
        searches.decrementAndGet();
        mining(block.index(), hashes, rate);
    }

    @Override
    public void abandoned(long height) {
        searches.decrementAndGet();
        mining(height, mining.hashes(), mining.hashesPerSecond());
    }

    @Override
    public void relayed(long height, long nanos) {
        double seconds = nanos / 1e9;
        metrics.relayed(seconds);
        relays.merge(new Relay(height, clock.instant(), 1, seconds, seconds), Relay::and);
    }

    /// An address was let in again before its time.
    public void lifted(String address) {
        tell(new Happening.BansChanged(address, false));
    }

    private void tell(Happening happening) {
        if (queue.offer(happening)) return;
        metrics.eventMissed();
        missed.incrementAndGet();
    }

    /// How much has found no place in the queue since this was last asked.
    public long takeMissed() {
        return missed.getAndSet(0);
    }

    /// The events to send, oldest first. One thread takes them.
    public BlockingQueue<Happening> queue() {
        return queue;
    }

    public Happening.Mining mining() {
        return mining;
    }

    public List<Arrival> arrivals() {
        return arrivals.all();
    }

    public List<Find> finds() {
        return finds.all();
    }

    public List<Departure> departures() {
        return departures.all();
    }

    public List<Relay> relays() {
        return relays.all();
    }

    public List<Happening.Reorganised> reorganisations() {
        return reorganisations.all();
    }
}
