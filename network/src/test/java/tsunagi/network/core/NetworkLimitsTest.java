package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
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
        assertTrue(NetworkLimits.READ_BUFFER_BYTES >= ProtocolLimits.MAX_FRAME_BYTES);
        assertTrue(NetworkLimits.MAX_PIECE_BYTES >= ProtocolLimits.MAX_FRAME_BYTES);
    }

    @Test
    void timeIsLookedAtOftenEnoughForEverythingThatItMakesDue() {
        assertTrue(NetworkLimits.TICK.compareTo(NetworkLimits.ANSWER_GAP) < 0);
        assertTrue(NetworkLimits.ANSWER_GAP.compareTo(NetworkLimits.CHAIN_REQUEST_INTERVAL) < 0);
        assertTrue(NetworkLimits.CHAIN_REQUEST_INTERVAL.compareTo(NetworkLimits.ANSWER_DEADLINE) < 0);
    }

    @Test
    void stoppingLeavesTimeForTheDiskWithinASecond() {
        assertTrue(NetworkLimits.STOP_GRACE.compareTo(Duration.ofSeconds(1)) < 0);
    }
}
