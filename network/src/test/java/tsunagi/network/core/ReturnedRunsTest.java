package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.network.core.ReturnedRuns.Returning.WHEN_WRITTEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Extent;

/// Rule 4.3: since when the sessions have been sent blocks that return.
class ReturnedRunsTest {
    private final ReturnedRuns returned = new ReturnedRuns(2);

    private static ReturnedRuns.Returning returning(long from, long to, long relayedAt) {
        return new ReturnedRuns.Returning(new Extent(from, to), relayedAt);
    }

    @Test
    void blocksAreFirstRelayedWhenTheyAreWritten() {
        List<ReturnedRuns.Returning> first = returned.relay(new Extent(10, 50), 500);
        assertEquals(List.of(returning(10, 50, WHEN_WRITTEN)), first);
        assertEquals(new Extent(10, 50), first.getFirst().unsentSince(50), "a session that began after all of them");
        assertEquals(new Extent(10, 30), first.getFirst().unsentSince(30), "one that began between two of them");
        assertEquals(0, first.getFirst().unsentSince(10).length(), "one that saw all of them");
    }

    @Test
    void blocksThatReturnAgainWereRelayedWhenTheyLastReturned() {
        returned.relay(new Extent(10, 50), 500);
        List<ReturnedRuns.Returning> second = returned.relay(new Extent(10, 50), 700);
        assertEquals(List.of(returning(10, 50, 500)), second);
        assertEquals(0, second.getFirst().unsentSince(500).length());
        assertEquals(new Extent(10, 50), second.getFirst().unsentSince(600));
        assertEquals(List.of(returning(10, 50, 700)), returned.relay(new Extent(10, 50), 900));
    }

    @Test
    void theRunsThatReturnedLongestAgoAreForgotten() {
        returned.relay(new Extent(10, 20), 500);
        returned.relay(new Extent(20, 30), 500);
        returned.relay(new Extent(10, 20), 600);
        returned.relay(new Extent(30, 40), 700);
        assertEquals(2, returned.size());
        assertEquals(List.of(returning(10, 20, 600)), returned.relay(new Extent(10, 20), 800));
        assertEquals(
                List.of(returning(20, 30, WHEN_WRITTEN)), returned.relay(new Extent(20, 30), 800), "as when written");
    }

    /// However runs overlap, each byte has the time at which it was last relayed.
    @Test
    void runsThatOverlapAreWhatTheirBlocksAreOneByOne() {
        Random random = new Random(7);
        for (int trial = 0; trial < 500; trial++) {
            ReturnedRuns runs = new ReturnedRuns(1_000);
            Map<Long, Long> naive = new HashMap<>();
            for (long time = 100; time < 130; time++) {
                long from = random.nextInt(40);
                Extent stretch = new Extent(from, from + 1 + random.nextInt(20));
                long at = stretch.from();
                for (ReturnedRuns.Returning part : runs.relay(stretch, time)) {
                    assertEquals(at, part.place().from(), "in a row");
                    for (; at < part.place().to(); at++) {
                        assertEquals(naive.getOrDefault(at, WHEN_WRITTEN), part.relayedAt());
                    }
                }
                assertEquals(stretch.to(), at);
                for (long b = stretch.from(); b < stretch.to(); b++) naive.put(b, time);
            }
        }
    }
}
