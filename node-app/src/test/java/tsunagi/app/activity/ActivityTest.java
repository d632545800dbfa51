package tsunagi.app.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

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
}
