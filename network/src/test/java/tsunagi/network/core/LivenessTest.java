package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rule 5.4: when a connection is given up.
class LivenessTest {
    private static final long START = -Duration.ofDays(7).toNanos();
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final Liveness inbound = new Liveness(Direction.INBOUND, START);
    private final Liveness outbound = new Liveness(Direction.OUTBOUND, START);

    @Test
    void aQuietInboundConnectionIsGivenUpAfterTwoHours() {
        expect(inbound, Duration.ofHours(2).minus(MOMENT), Optional.empty());
        expect(inbound, Duration.ofHours(2), Optional.of(CloseReason.IDLE));
    }

    @Test
    void aByteInEitherDirectionIsASignOfLife() {
        inbound.read(at(Duration.ofHours(1)), false, true);
        expect(inbound, Duration.ofHours(3).minus(MOMENT), Optional.empty());
        inbound.written(at(Duration.ofHours(2)));
        expect(inbound, Duration.ofHours(4).minus(MOMENT), Optional.empty());
        expect(inbound, Duration.ofHours(4), Optional.of(CloseReason.IDLE));
    }

    @Test
    void aPeerThatTheUserAskedForMayBeQuietForEver() {
        expect(outbound, Duration.ofDays(5), Optional.empty());
    }

    @Test
    void aPeerThatTakesNoByteForHalfAMinuteIsGivenUp() {
        outbound.writing(at(Duration.ofSeconds(1)));
        expect(outbound, Duration.ofSeconds(31).minus(MOMENT), Optional.empty());
        expect(outbound, Duration.ofSeconds(31), Optional.of(CloseReason.WRITE_STALLED));
    }

    @Test
    void aSlowPeerIsNotAStalledOne() {
        outbound.writing(at(Duration.ZERO));
        outbound.wroteSome(at(Duration.ofSeconds(29)));
        expect(outbound, Duration.ofSeconds(59).minus(MOMENT), Optional.empty());
        expect(outbound, Duration.ofSeconds(59), Optional.of(CloseReason.WRITE_STALLED));
        outbound.written(at(Duration.ofSeconds(40)));
        expect(outbound, Duration.ofDays(1), Optional.empty());
    }

    @Test
    void aFrameThatIsBegunMustEndWithinAMinute() {
        inbound.read(at(Duration.ofSeconds(1)), true, false);
        inbound.read(at(Duration.ofSeconds(50)), true, false);
        expect(inbound, Duration.ofSeconds(61).minus(MOMENT), Optional.empty());
        expect(inbound, Duration.ofSeconds(61), Optional.of(CloseReason.FRAME_TOO_SLOW));
    }

    @Test
    void eachFrameHasAMinuteOfItsOwn() {
        inbound.read(at(Duration.ofSeconds(1)), true, false);
        inbound.read(at(Duration.ofSeconds(50)), true, true);
        expect(inbound, Duration.ofSeconds(110).minus(MOMENT), Optional.empty());
        inbound.read(at(Duration.ofSeconds(100)), false, true);
        expect(inbound, Duration.ofHours(1), Optional.empty());
    }

    @Test
    void afterTheEndOfItsInputAPeerOwesNoFrame() {
        inbound.read(at(Duration.ofSeconds(1)), true, false);
        inbound.inputEnded();
        expect(inbound, Duration.ofMinutes(30), Optional.empty());
    }

    private static void expect(Liveness liveness, Duration time, Optional<CloseReason> reason) {
        assertEquals(reason, liveness.overdue(at(time)));
    }

    private static long at(Duration time) {
        return START + time.toNanos();
    }
}
