package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HashRateTest {
    private static final long SECOND = 1_000_000_000L;

    /// Clocks of this kind may begin anywhere.
    private static final long START = -5 * SECOND;

    private final HashRate rate = new HashRate();

    @Test
    void thereIsNoneBeforeTheFirstSearch() {
        assertEquals(0, rate.perSecond(START));
        assertEquals(0, rate.searchingNanos(START));
    }

    @Test
    void itIsHashesByTimeOfSearch() {
        rate.begin(START);
        rate.add(500, START + SECOND / 2);
        assertEquals(1000, rate.perSecond(START + SECOND / 2));
        assertEquals(SECOND / 2, rate.searchingNanos(START + SECOND / 2));
    }

    @Test
    void timeWithoutASearchDoesNotCount() {
        rate.begin(START);
        rate.add(500, START + SECOND / 2);
        rate.end(START + SECOND / 2);
        assertEquals(1000, rate.perSecond(START + 100 * SECOND));
        assertEquals(0, rate.searchingNanos(START + 100 * SECOND));
        rate.begin(START + 200 * SECOND);
        rate.add(250, START + 200 * SECOND + SECOND / 4);
        assertEquals(1000, rate.perSecond(START + 200 * SECOND + SECOND / 4));
    }

    @Test
    void whatIsLongPastDoesNotCount() {
        rate.begin(START);
        long now = START;
        for (int i = 0; i < 100; i++) rate.add(100, now += SECOND / 10);
        for (int i = 0; i < 40; i++) rate.add(900, now += SECOND / 10);
        assertEquals(9000, rate.perSecond(now));
    }
}
