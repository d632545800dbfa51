package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    @CsvSource({
        "'\"index\":1', '\"index\":2'",
        "'\"index\":1', '\"index\": 1'",
        "'\"timestamp\":1', '\"timestamp\":2'",
        "'\"hash\":', '\"Hash\":'"
    })
    void anotherFormHashOrMemberIsDamage(String member, String damaged) throws IOException {
        String frame = block().replace(member, damaged);
        assertTrue(isDamaged("N1", "N2", frame), frame);
        assertFalse(isDamaged("N2", "N1", frame), "in the other direction");
    }

    private static Trail sent(int times, String frame) {
        Octets bytes = Octets.of((frame + "\n").repeat(times).getBytes(UTF_8));
        return new Trail(List.of(new WireLog.Event(Duration.ZERO, 1, WireLog.Kind.DATA, "N1", "N2", bytes, "")));
    }

    @Test
    void aThousandFramesThatAreDroppedAreAFlood() throws IOException {
        for (String frame : List.of("HELLO", "", block().replace("\"nonce\":", "\"nonce\":1"))) {
            assertTrue(sent(1_000, frame).flooded("N1", "N2"), frame);
            assertFalse(sent(999, frame).flooded("N1", "N2"), frame);
            assertFalse(sent(1_000, frame).flooded("N2", "N1"), frame);
        }
        assertFalse(sent(1_000, block()).flooded("N1", "N2"));
    }

    @Test
    void moreThanTwoHundredRequestsAreAFlood() throws IOException {
        assertTrue(sent(201, "GET_CHAIN").floodedWithRequests("N1", "N2"));
        assertFalse(sent(200, "GET_CHAIN").floodedWithRequests("N1", "N2"));
        assertFalse(sent(201, block()).floodedWithRequests("N1", "N2"));
    }

    @Test
    void aSoundBlockAndOtherFramesAreNone() throws IOException {
        assertFalse(isDamaged("N1", "N2", block()));
        assertFalse(isDamaged("N1", "N2", "GET_CHAIN"));
        assertFalse(isDamaged("N1", "N2", "HELLO"));
    }
}
