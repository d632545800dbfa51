package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Hash;

/// Who is let in, and who has gone too far.
class DefenceTest {
    private static final String MALLORY = "192.0.2.1";
    private static final String ALICE = "192.0.2.2";
    private static final String FRIEND = "192.0.2.3";
    private static final Hash FRAME = Hash.sha256(new byte[] {'x', '\n'});

    private final Defence defence = new Defence(100, FRIEND::equals);
    private long now = -5;

    private Standing admitted(String address) {
        Admission admission = defence.admit(address, now);
        return assertInstanceOf(Admission.Admitted.class, admission).standing();
    }

    private Sentence offends(Standing by, Offence offence) {
        return defence.offended(by, offence, () -> Optional.of(FRAME), now);
    }

    /// As many points as are tolerated, and not one more.
    private void offendsAsMuchAsIsTolerated(Standing by) {
        for (int i = 0; i < NetworkLimits.TOLERATED_POINTS; i++) {
            assertInstanceOf(Sentence.Tolerated.class, offends(by, Offence.UNKNOWN_FRAME));
        }
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void oneOffenceTooManyIsABanWithReasonAndEvidence() {
        Standing mallory = admitted(MALLORY);
        offendsAsMuchAsIsTolerated(mallory);
        Sentence sentence = offends(mallory, Offence.REFUSED_FRAME);
        Ban ban = assertInstanceOf(Sentence.Excluded.class, sentence).ban();
        assertEquals(
                new Ban(MALLORY, Offence.REFUSED_FRAME, Optional.of(FRAME), now + NetworkLimits.BAN_LENGTH.toNanos()),
                ban);
        assertEquals(new Admission.Banned(ban), defence.admit(MALLORY, now));
        admitted(ALICE);
    }

    @Test
    void aBanEndsByItselfAndTheSlateIsClean() {
        Standing mallory = admitted(MALLORY);
        offendsAsMuchAsIsTolerated(mallory);
        offends(mallory, Offence.UNKNOWN_FRAME);
        after(NetworkLimits.BAN_LENGTH.minusNanos(1));
        assertInstanceOf(Admission.Banned.class, defence.admit(MALLORY, now));
        after(Duration.ofNanos(1));
        offendsAsMuchAsIsTolerated(admitted(MALLORY));
        assertEquals(0, defence.bans(now).size());
    }

    @Test
    void aBanCanBeLifted() {
        Standing mallory = admitted(MALLORY);
        offendsAsMuchAsIsTolerated(mallory);
        offends(mallory, Offence.UNKNOWN_FRAME);
        assertEquals(MALLORY, defence.bans(now).getFirst().address());
        assertTrue(defence.lift(MALLORY));
        assertFalse(defence.lift(MALLORY));
        admitted(MALLORY);
    }

    @Test
    void toConnectAnewIsNoWayToForget() {
        Standing first = admitted(MALLORY);
        offendsAsMuchAsIsTolerated(first);
        defence.left(first);
        assertInstanceOf(Sentence.Excluded.class, offends(admitted(MALLORY), Offence.UNKNOWN_FRAME));
    }

    @Test
    void timeWearsPointsOff() {
        Standing mallory = admitted(MALLORY);
        offendsAsMuchAsIsTolerated(mallory);
        after(Duration.ofSeconds(NetworkLimits.TOLERATED_POINTS / NetworkLimits.POINTS_FORGIVEN_PER_SECOND));
        offendsAsMuchAsIsTolerated(mallory);
    }

    @Test
    void whoeverOffendsSlowlyIsLetBeForEver() {
        Standing extended = admitted(ALICE);
        for (int i = 0; i < 100_000; i++) {
            assertInstanceOf(Sentence.Tolerated.class, offends(extended, Offence.UNKNOWN_FRAME));
            after(Duration.ofSeconds(1).dividedBy(NetworkLimits.POINTS_FORGIVEN_PER_SECOND));
        }
    }

    @Test
    void anExemptAddressLosesTheConnectionThatOffendsAndNoOther() {
        Standing flooding = admitted(FRIEND);
        Standing quiet = admitted(FRIEND);
        offendsAsMuchAsIsTolerated(flooding);
        assertInstanceOf(Sentence.Closed.class, offends(flooding, Offence.UNKNOWN_FRAME));
        assertInstanceOf(Sentence.Tolerated.class, offends(quiet, Offence.UNKNOWN_FRAME));
        admitted(FRIEND);
        assertEquals(0, defence.bans(now).size());
    }

    @Test
    void whomTheUserAskedToDialIsNeverBanned() {
        Standing dialled = defence.dialled(ALICE, now);
        offendsAsMuchAsIsTolerated(dialled);
        assertInstanceOf(Sentence.Closed.class, offends(dialled, Offence.REJECTED_BLOCK));
    }

    @Test
    void oneAddressHasAQuarterOfThePlacesAndThereIsRoomForOthers() {
        for (int i = 0; i < 25; i++) admitted(MALLORY);
        assertEquals(new Admission.ShareTaken(25), defence.admit(MALLORY, now));
        Standing alice = admitted(ALICE);
        for (int i = 0; i < 74; i++) admitted("198.51.100." + i);
        assertEquals(new Admission.Full(100), defence.admit("203.0.113.1", now));
        defence.left(alice);
        admitted("203.0.113.1");
    }

    @Test
    void bansAreBoundedInNumber() {
        for (int i = 0; i < NetworkLimits.MAX_BANS + 10; i++) {
            Standing one = admitted("198.51." + i / 256 + "." + i % 256);
            offendsAsMuchAsIsTolerated(one);
            offends(one, Offence.UNKNOWN_FRAME);
            defence.left(one);
        }
        assertEquals(NetworkLimits.MAX_BANS, defence.bans(now).size());
        admitted("198.51.0.0");
    }

    @Test
    void whatIsRememberedOfTheGuiltyIsBoundedToo() {
        for (int i = 0; i < 3 * NetworkLimits.MAX_STANDINGS; i++) {
            Standing one = admitted("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256);
            offends(one, Offence.FRAME_TOO_LONG);
            defence.left(one);
            assertTrue(defence.remembered() <= NetworkLimits.MAX_STANDINGS);
        }
    }

    @Test
    void eachAddressMayCauseSoManyLogLinesInAMinute() {
        Standing mallory = admitted(MALLORY);
        Standing alice = admitted(ALICE);
        for (int i = 0; i < NetworkLimits.LOG_LINES_PER_PEER_PER_MINUTE; i++) {
            assertTrue(defence.mayTell(mallory, now));
        }
        assertFalse(defence.mayTell(mallory, now));
        assertFalse(defence.mayTell(admitted(MALLORY), now), "over another connection");
        assertTrue(defence.mayTell(alice, now));
        assertEquals(2, defence.takeUntold(), "what is not told is counted");
        assertEquals(0, defence.takeUntold());
        after(Duration.ofMinutes(1));
        assertTrue(defence.mayTell(mallory, now));
    }

    /// ADR 14: whom the user asked for is never banned, also if the ban was first.
    @Test
    void aBannedAddressThatIsDialledAfterwardsIsLetInAgain() {
        Set<String> dialled = new HashSet<>();
        Defence judging = new Defence(100, dialled::contains);
        Admission admission = judging.admit(MALLORY, now);
        Standing standing =
                assertInstanceOf(Admission.Admitted.class, admission).standing();
        Sentence sentence;
        do {
            sentence = judging.offended(standing, Offence.FRAME_TOO_SLOW, Optional::empty, now);
        } while (sentence instanceof Sentence.Tolerated);
        assertInstanceOf(Admission.Banned.class, judging.admit(MALLORY, now));
        dialled.add(MALLORY);
        assertInstanceOf(Admission.Admitted.class, judging.admit(MALLORY, now));
        dialled.remove(MALLORY);
        assertInstanceOf(Admission.Banned.class, judging.admit(MALLORY, now), "the ban itself goes on");
    }
}
