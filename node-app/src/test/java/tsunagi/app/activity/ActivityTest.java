package tsunagi.app.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult;
import tsunagi.chain.Origin;
import tsunagi.chain.Tip;
import tsunagi.network.NodeEvent;
import tsunagi.network.PeerName;
import tsunagi.network.core.Direction;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Refusal;

/// What the node remembers of what happened.
class ActivityTest {
    private static final Block FOUND = new Block(7, 0, 41, "", Hash.ZERO, Hash.ZERO, List.of());

    private final Activity activity = new Activity(InstantSource.system(), new NodeMetrics());

    @Test
    void whatFindsNoPlaceInTheQueueIsCountedOnce() {
        int room = activity.queue().remainingCapacity();
        for (int i = 0; i < room; i++) activity.lifted("192.0.2.1");
        assertEquals(0, activity.takeMissed());
        for (int i = 0; i < 3; i++) activity.lifted("192.0.2.1");
        assertEquals(3, activity.takeMissed());
        assertEquals(0, activity.takeMissed());
    }

    @Test
    void theWaysOfOneBlockToItsPeersAreOneRelay() {
        activity.relayed(1, Duration.ofMillis(5).toNanos());
        activity.relayed(1, Duration.ofMillis(2).toNanos());
        activity.relayed(2, Duration.ofMillis(1).toNanos());
        List<Activity.Relay> relays = activity.relays();
        assertEquals(2, relays.size());
        assertEquals(2, relays.getFirst().peers());
        assertEquals(0.002, relays.getFirst().firstSeconds());
        assertEquals(0.005, relays.getFirst().lastSeconds());
    }

    @Test
    void aSearchIsUnderWayUntilTheLastOfThemHasEnded() {
        activity.begun(7);
        activity.begun(8);
        activity.mined(FOUND, Duration.ofSeconds(1));
        assertTrue(activity.mining().running());
        assertEquals(42, activity.mining().hashes());
        activity.abandoned(8);
        assertFalse(activity.mining().running());
    }

    /// Else the first event of a kind would begin its series, and nobody could say
    /// by how much it has grown.
    @Test
    void noEventBeginsASeriesOfItsOwn() throws IOException {
        NodeMetrics metrics = new NodeMetrics();
        Activity told = new Activity(InstantSource.system(), metrics);
        Set<String> before = series(metrics);
        PeerName peer = new PeerName(1, "192.0.2.1:8000", Direction.INBOUND);
        var joined = new AddResult.Added(List.of(new AddResult.LoggedBlock(1, Hash.ZERO, 0, 1, Origin.LOCAL)));
        told.accept(new NodeEvent.BlockMined(joined, new Tip(1, Hash.ZERO)));
        told.accept(new NodeEvent.BlockJoined(peer, joined, new Tip(1, Hash.ZERO)));
        for (AddResult result : List.of(
                new AddResult.SideBranch(),
                new AddResult.Orphan(),
                new AddResult.Duplicate(),
                new AddResult.Rejected(AddResult.Rejection.WRONG_HASH))) {
            told.accept(new NodeEvent.BlockNotJoined(peer, 1, result));
        }
        told.accept(new NodeEvent.FrameRefused(peer, new Refusal(Refusal.Fault.NOT_JSON, "", 0)));
        told.accept(new NodeEvent.FrameUnknown(peer, "x"));
        told.accept(new NodeEvent.PeerTurnedAway("192.0.2.1", 1));
        told.accept(new NodeEvent.ShareTaken("192.0.2.1", 1));
        told.accept(new NodeEvent.AcceptFailed("why"));
        told.accept(new NodeEvent.ChainRequested(peer));
        assertEquals(before, series(metrics));
        assertTrue(text(metrics).contains("tsunagi_connections_turned_away_total{reason=\"share\"} 1.0\n"));
    }

    private static String text(NodeMetrics metrics) throws IOException {
        return new String(metrics.text(), UTF_8);
    }

    /// Names with their labels, without their values.
    private static Set<String> series(NodeMetrics metrics) throws IOException {
        return text(metrics)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
