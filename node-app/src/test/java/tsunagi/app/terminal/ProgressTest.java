package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.app.terminal.Progress.Moment;
import tsunagi.network.PeerName;
import tsunagi.network.RivalView;
import tsunagi.network.core.Direction;

class ProgressTest {
    private static final Moment BEFORE = new Moment(0, 100, 0, Optional.empty(), 1, 0, 0);

    @Test
    void aNodeAtRestSaysWhereItStands() {
        assertEquals("height 100 · 1 peer", Progress.words(BEFORE, BEFORE));
        assertEquals("height 101 · 1,000 peers", Progress.words(BEFORE, at(101, 101, 1000, 0, 0)));
    }

    @Test
    void aNodeThatCatchesUpSaysHowFarOrHowFast() {
        assertEquals(
                "height 5,000 · 1 peer · syncing, 25 % of 20,000", Progress.words(BEFORE, at(5000, 20_000, 1, 0, 0)));
        assertEquals(
                "height 5,100 · 1 peer · syncing, 10,000 blocks/s", Progress.words(BEFORE, at(5100, 5100, 1, 0, 0)));
    }

    /// Its blocks come from no peer.
    @Test
    void aNodeThatMinesManyLinesASecondIsNotSyncing() {
        assertEquals("height 172 · 0 peers · mining", Progress.words(BEFORE, at(172, 0, 0, 1, 0)));
        assertEquals("height 172 · 1 peer · mining", Progress.words(BEFORE, at(172, 99, 1, 1, 0)));
    }

    @Test
    void aNodeThatFetchesARivalBranchSaysHowMuchOfItIsHere() {
        PeerName peer = new PeerName(7, "127.0.0.1:9001", Direction.OUTBOUND);
        RivalView rival = new RivalView(peer, 500, 12_845, 20_001, 30_000);
        Moment now = new Moment(500_000_000, 20_000, 30_000, Optional.of(rival), 1, 0, 0);
        assertEquals(
                "height 20,000 · 1 peer · fetching a rival branch, 12,345 of 19,501 blocks",
                Progress.words(BEFORE, now));
    }

    @Test
    void aNodeThatMinesSaysHowFastAndWhatIsLeft() {
        assertEquals("height 100 · 1 peer · mining", Progress.words(BEFORE, at(100, 0, 1, 1, 0)));
        assertEquals("height 100 · 1 peer · mining at 250 kH/s", Progress.words(BEFORE, at(100, 0, 1, 1, 250_000)));
        assertEquals(
                "height 100 · 1 peer · mining at 61.5 MH/s, 3 more lines waiting",
                Progress.words(BEFORE, at(100, 0, 1, 4, 61.5e6)));
    }

    private static Moment at(long height, long highestSeen, int peers, int waiting, double hashesPerSecond) {
        return new Moment(500_000_000, height, highestSeen, Optional.empty(), peers, waiting, hashesPerSecond);
    }
}
