package tsunagi.app.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How often one address may ask.
class RequestRateTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

    private final RequestRate rate = new RequestRate();

    private void emptyBucket(long now) {
        for (int i = 0; i < HttpLimits.REQUESTS_AT_ONCE; i++) assertTrue(rate.allows(ONE, now), "request " + i);
        assertFalse(rate.allows(ONE, now));
    }

    @Test
    void soManyAreServedInARowAndTheNextIsNot() {
        emptyBucket(0);
    }

    @Test
    void oneAddressTakesNothingFromAnother() {
        emptyBucket(0);
        assertTrue(rate.allows(OTHER, 0));
    }

    @Test
    void whatIsRefusedCostsNothingAndTimeBringsRoomBack() {
        emptyBucket(0);
        for (int i = 0; i < 1_000; i++) assertFalse(rate.allows(ONE, 0));
        long second = TimeUnit.SECONDS.toNanos(1);
        for (int i = 0; i < HttpLimits.REQUESTS_PER_SECOND; i++) assertTrue(rate.allows(ONE, second));
        assertFalse(rate.allows(ONE, second));
    }

    @Test
    void moreAddressesThanAreCountedPushOutTheOldest() {
        emptyBucket(0);
        for (int i = 0; i < HttpLimits.MAX_ADDRESSES; i++) {
            assertTrue(rate.allows(InetAddress.ofLiteral("198.51." + i / 256 + "." + i % 256), 0));
        }
        assertTrue(rate.allows(ONE, 0));
    }
}
