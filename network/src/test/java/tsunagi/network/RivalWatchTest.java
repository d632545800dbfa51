package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.network.NodeEvent.RivalPhase.BEGAN;
import static tsunagi.network.NodeEvent.RivalPhase.GROWS;
import static tsunagi.network.NodeEvent.RivalPhase.LEFT;
import static tsunagi.network.NodeEvent.RivalPhase.TAKEN;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.RivalBranch;
import tsunagi.network.NodeEvent.RivalPhase;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// Rule 3.6: people see that a longer branch is fetched, how far it is, and what became of it.
class RivalWatchTest {
    private static final PeerName ANN = new PeerName(1, "ann:1", Direction.INBOUND);
    private static final RivalWatch.Sender BY_ANN = new RivalWatch.Sender(ANN, 5_000);
    private static final long LATER = NetworkLimits.RIVAL_LINE_INTERVAL.toNanos();

    private final RivalWatch watch = new RivalWatch();

    private static RivalBranch rival(long number, long height) {
        return new RivalBranch(number, 10, height);
    }

    private static NodeEvent.Rival event(long height, RivalPhase phase) {
        return new NodeEvent.Rival(new RivalView(ANN, 10, height, 3_001, 5_000), phase);
    }

    private List<NodeEvent> grows(long number, long height, long now) {
        return watch.look(List.of(rival(number, height)), BY_ANN, 3_000, false, now);
    }

    @Test
    void aRivalIsToldWhenItBeginsAndEverySoOften() {
        assertEquals(List.of(event(1_034, BEGAN)), grows(1, 1_034, 0));
        assertEquals(List.of(), grows(1, 1_100, LATER - 1));
        assertEquals(List.of(event(1_200, GROWS)), grows(1, 1_200, LATER));
        assertEquals(List.of(), grows(1, 1_200, 3 * LATER), "it stands still");
        assertEquals(List.of(event(1_200, GROWS).rival()), watch.views());
        assertEquals(1_190, watch.views().getFirst().blocks());
    }

    @Test
    void aRivalThatIsTheChainIsTaken() {
        grows(1, 3_001, 0);
        assertEquals(List.of(event(3_001, TAKEN)), watch.look(List.of(), null, 3_001, true, 1));
        assertEquals(List.of(), watch.views());
    }

    @Test
    void aRivalThatIsDroppedIsLeft() {
        grows(1, 2_000, 0);
        assertEquals(List.of(event(2_000, LEFT)), watch.look(List.of(), null, 3_000, false, 1));
        grows(2, 2_000, 2);
        assertEquals(
                List.of(event(2_000, LEFT), event(1_034, BEGAN)), grows(3, 1_034, 3), "another one needs its place");
    }

    @Test
    void whoeverAsksSeesWhatTheChainIsNow() {
        grows(1, 2_000, 0);
        watch.look(List.of(rival(1, 2_000)), null, 3_500, false, 1);
        assertEquals(3_501, watch.views().getFirst().needed());
    }

    @Test
    void aNodeTellsOfARivalFromItsBeginningToItsEnd() throws IOException {
        List<Block> longer = Mined.branch(Mined.GENESIS, 1_501, "b");
        try (TestNode node = TestNode.holding(Mined.branch(Mined.GENESIS, 1_500, "a"));
                ScriptedPeer peer = node.dial()) {
            peer.send(longer.getLast());
            peer.send(longer.subList(0, 1_200));
            Eventually.holds(
                    "1,200 blocks of it are here",
                    () -> node.node().rivals().stream().anyMatch(rival -> rival.blocks() == 1_200));
            RivalView seen = node.node().rivals().getFirst();
            assertEquals(List.of(0L, 1_501L, 1_501L), List.of(seen.forkIndex(), seen.needed(), seen.announced()));
            peer.send(longer.subList(1_200, 1_501));
            node.awaitTip(longer.getLast());
            node.events().await(NodeEvent.Rival.class, told -> told.phase() == TAKEN);
            Eventually.holds("none is left", () -> node.node().rivals().isEmpty());
            assertEquals(
                    BEGAN, node.events().of(NodeEvent.Rival.class).getFirst().phase());
        }
    }
}
