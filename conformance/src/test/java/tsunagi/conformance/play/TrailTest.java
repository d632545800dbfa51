package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.wire.Octets;

/// A damaged block on a link looks like a block that was kept, and the repair is another one.
class TrailTest {
    private static String block() throws IOException {
        return Files.readAllLines(Path.of("..", "golden", "gossip", "not-back-to-sender.golden")).stream()
                .filter(line -> line.startsWith("block b1 "))
                .map(line -> line.substring("block b1 ".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isDamaged(String from, String to, String frame) {
        Octets bytes = Octets.of((frame + "\n").getBytes(UTF_8));
        WireLog.Event event = new WireLog.Event(Duration.ZERO, 1, WireLog.Kind.DATA, from, to, bytes, "");
        return new Trail(List.of(event)).sentDamaged("N1", "N2");
    }

    @ParameterizedTest
    @CsvSource({"'\"index\":1', '\"index\":2'", "'\"timestamp\":1', '\"timestamp\":2'", "'\"hash\":', '\"Hash\":'"})
    void anotherHashOrMemberIsDamage(String member, String damaged) throws IOException {
        String frame = block().replace(member, damaged);
        assertTrue(isDamaged("N1", "N2", frame), frame);
        assertFalse(isDamaged("N2", "N1", frame), "in the other direction");
    }

    @Test
    void anotherFormIsNoDamageAndIsTheSameBlock() throws IOException {
        String other = block().replace("\"index\":1", "\"index\": 1");
        Octets canonical = Octets.of((block() + "\n").getBytes(UTF_8));
        Trail trail = new Trail(List.of(sent(0, "N1", "N2", 1, other), sent(1, "N2", "N3", 1, block())));
        assertFalse(trail.sentDamaged("N1", "N2"));
        assertTrue(trail.crossed("N1", "N2", canonical));
        assertTrue(trail.sentInOtherForm("N1", "N2", canonical));
        assertFalse(trail.sentInOtherForm("N2", "N3", canonical));
    }

    private static WireLog.Event sent(long millis, String from, String to, int times, String frame) {
        Octets bytes = Octets.of((frame + "\n").repeat(times).getBytes(UTF_8));
        return new WireLog.Event(Duration.ofMillis(millis), 1, WireLog.Kind.DATA, from, to, bytes, "");
    }

    private static boolean isFlooded(WireLog.Event... events) {
        return Trail.isFlood(new Trail(List.of(events)).droppedAt("N2"));
    }

    @Test
    void aThousandFramesThatAreDroppedAreAFlood() throws IOException {
        for (String frame : List.of("HELLO", "", block().replace("\"nonce\":", "\"nonce\":1"))) {
            assertTrue(isFlooded(sent(0, "N1", "N2", 1_000, frame)), frame);
            assertFalse(isFlooded(sent(0, "N1", "N2", 999, frame)), frame);
            assertFalse(isFlooded(sent(0, "N2", "N1", 1_000, frame)), frame);
        }
    }

    @Test
    void theFloodsOfAllSendersAreOne() {
        WireLog.Event[] both = {sent(0, "N1", "N2", 600, "HELLO"), sent(1, "N3", "N2", 400, "HELLO")};
        assertTrue(isFlooded(both));
        assertEquals(Map.of("N1", 600L, "N3", 400L), new Trail(List.of(both)).droppedAt("N2"));
    }

    @Test
    void aBlockThatIsTakenInAnyFormIsNoBadFrame() throws IOException {
        assertFalse(isFlooded(sent(0, "N1", "N2", 1_000, block())));
        assertFalse(isFlooded(sent(0, "N1", "N2", 1_000, block().replace("\"index\":1", "\"index\": 1"))));
    }

    @Test
    void moreThanTwoHundredRequestsAreAFlood() throws IOException {
        assertEquals(Set.of("N1"), requestFloods(sent(0, "N1", "N2", 201, "GET_CHAIN")));
        assertEquals(Set.of(), requestFloods(sent(0, "N1", "N2", 200, "GET_CHAIN")));
        assertEquals(Set.of(), requestFloods(sent(0, "N1", "N2", 201, block())));
    }

    private static Set<String> requestFloods(WireLog.Event event) {
        return new Trail(List.of(event)).floodsOfRequestsAt("N2");
    }

    /// A to N1 to N2 to N3: who kept it longest.
    @ParameterizedTest
    @CsvSource({"4000, 4010, N1, N2, 4000", "10, 4000, N2, N3, 3990", "10, 20, N3, '', 4980"})
    void theLongestHoldIsFoundOnTheWayBack(long atN2, long atN3, String node, String to, long millis)
            throws IOException {
        Trail trail = new Trail(List.of(
                sent(0, "A", "N1", 1, block()),
                sent(atN2, "N1", "N2", 1, block()),
                sent(atN3, "N2", "N3", 1, block()),
                sent(atN3 + 1, "N3", "N2", 1, block())));
        Octets frame = Octets.of((block() + "\n").getBytes(UTF_8));
        assertEquals(
                Optional.of(new Trail.Hold(node, to, Duration.ofMillis(millis))),
                trail.longestHold("N3", frame, Duration.ofSeconds(5)));
        // N2 gets it back later.
        assertEquals(1, trail.acquired("N2", frame));
        assertEquals(Optional.empty(), trail.longestHold("N4", frame, Duration.ofSeconds(5)));
    }

    @Test
    void aSoundBlockAndOtherFramesAreNone() throws IOException {
        assertFalse(isDamaged("N1", "N2", block()));
        assertFalse(isDamaged("N1", "N2", "GET_CHAIN"));
        assertFalse(isDamaged("N1", "N2", "HELLO"));
    }
}
