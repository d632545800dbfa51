package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tsunagi.chain.ChainLimits;
import tsunagi.protocol.ProtocolLimits;

/// How the limits relate to the protocol and to each other.
class NetworkLimitsTest {
    @Test
    void whatTheProtocolSaysInSeconds() {
        assertEquals(Duration.ofSeconds(5), NetworkLimits.REDIAL_DELAY, "5.2");
        assertEquals(Duration.ofSeconds(5), NetworkLimits.CHAIN_REQUEST_INTERVAL, "3.7");
    }

    @Test
    void aSilentAddressCostsNoMoreThanARefusingOne() {
        assertTrue(NetworkLimits.DIAL_TIMEOUT.compareTo(NetworkLimits.REDIAL_DELAY) <= 0);
    }

    @Test
    void aFrameFitsWhateverHoldsFrames() {
        assertTrue(NetworkLimits.PART_BYTES >= ProtocolLimits.MAX_FRAME_BYTES);
        assertTrue(NetworkLimits.LARGE_READ_BUFFER_BYTES >= 2 * NetworkLimits.PART_BYTES);
        assertTrue(NetworkLimits.MAX_PIECE_BYTES >= ProtocolLimits.MAX_FRAME_BYTES);
    }

    @Test
    void timeIsLookedAtOftenEnoughForEverythingThatItMakesDue() {
        assertTrue(NetworkLimits.TICK.compareTo(NetworkLimits.ANSWER_GAP) < 0);
        assertTrue(NetworkLimits.ANSWER_GAP.compareTo(NetworkLimits.CHAIN_REQUEST_INTERVAL) < 0);
        assertTrue(NetworkLimits.CHAIN_REQUEST_INTERVAL.compareTo(NetworkLimits.ANSWER_DEADLINE) < 0);
    }

    @Test
    void everythingThatPeersCanFillFitsTheMemoryBudget() {
        long peers = (long) NetworkLimits.DEFAULT_MAX_INBOUND_PEERS * NetworkLimits.CONNECTION_BYTES;
        long pool = ChainLimits.MAX_POOL_BYTES
                + (long) ChainLimits.MAX_STALE_BLOCKS * ChainLimits.STALE_BLOCK_BYTES
                + (long) ChainLimits.MAX_RIVALS * ChainLimits.MAX_RIVAL_ORIGIN_RUNS * ChainLimits.RIVAL_ORIGIN_RUN_BYTES
                + ChainLimits.COPIED_PIECE_BYTES;
        long relay = (long) NetworkLimits.MAX_ORIGIN_RUNS * NetworkLimits.ORIGIN_RUN_BYTES
                + (long) NetworkLimits.MAX_RETURNED_RUNS * NetworkLimits.RETURNED_RUN_BYTES
                + (long) NetworkLimits.MAX_BACKLOG_RUNS * NetworkLimits.BACKLOG_RUN_BYTES;
        long answers = (long) NetworkLimits.MAX_ANSWERS * NetworkLimits.ANSWER_BYTES
                + (long) NetworkLimits.DEFAULT_MAX_INBOUND_PEERS
                        * ChainLimits.PLANNED_ANSWER_STRETCHES
                        * ChainLimits.EXTENT_BYTES
                + (long) ChainLimits.MAX_DEPARTED_STRETCHES * ChainLimits.STRETCH_BYTES;
        long defence = (long) (NetworkLimits.MAX_STANDINGS + NetworkLimits.MAX_BANS) * NetworkLimits.STANDING_BYTES;
        long reading = (long) NetworkLimits.LARGE_READ_BUFFERS * NetworkLimits.LARGE_READ_BUFFER_BYTES;
        long all = NetworkLimits.PROGRAM_BYTES + peers + pool + relay + defence + answers + reading;
        assertTrue(all <= NetworkLimits.MEMORY_BUDGET_BYTES, () -> all + " bytes");
    }

    @Test
    void noSingleOffenceIsPunished() {
        for (Offence offence : Offence.values()) {
            assertTrue(10 * offence.points() <= NetworkLimits.TOLERATED_POINTS, offence.name());
        }
    }

    @Test
    void anHonestNodeNeverComesNearTheLimitOfRequests() {
        long honest = Duration.ofMinutes(1).dividedBy(NetworkLimits.CHAIN_REQUEST_INTERVAL);
        assertTrue(10 * honest <= NetworkLimits.CHAIN_REQUESTS_PER_MINUTE);
        assertTrue(NetworkLimits.CHAIN_REQUESTS_AT_ONCE <= NetworkLimits.MAX_PENDING_ANSWERS);
    }

    @Test
    void stoppingLeavesTimeForTheDiskWithinASecond() {
        assertTrue(NetworkLimits.STOP_GRACE.compareTo(Duration.ofSeconds(1)) < 0);
    }
}
