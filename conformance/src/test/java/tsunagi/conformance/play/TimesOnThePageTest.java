package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.script.Timing;

/// A second player is built from golden/PLAYER.md. Each time that the page gives is the
/// one that this player uses.
class TimesOnThePageTest {
    static Stream<String> sentences() {
        return Stream.of(
                "must come within %s of the start of the step".formatted(text(Timing.DEFAULT.within())),
                "`within`, and the %s or %s without it".formatted(text(Timing.DEFAULT.within()), text(Timing.MINED)),
                "A mined block has %s where no `within` says".formatted(text(Timing.MINED)),
                "| %s to start |".formatted(text(Conditions.Limits.USUAL.start())),
                "| %s to stop |".formatted(text(Acting.STOP)),
                "| %s for the links of a `node` line |".formatted(text(Timing.DEFAULT.within())),
                "| %s to take a connection |".formatted(text(Node.TAKEN)),
                "| %s of wait after a connection, in a second play |".formatted(text(Pace.LONG_SETTLE)),
                "| %s for a proof or an answer at the end of a scenario |".formatted(text(Ending.PATIENCE)),
                "| settle times (%s … %s) |".formatted(text(Silence.SHORTEST_SETTLE), text(Silence.LONGEST_SETTLE)),
                "| %s at the end of a scenario |".formatted(text(Conditions.LINGER)),
                "| %s between two writes |".formatted(text(Duration.ofNanos(Connection.PACE_NANOS))),
                "| %s for the connection of `dial` |".formatted(text(Peers.CONNECT)),
                "at least %s and at most %s.".formatted(text(Silence.SHORTEST_SETTLE), text(Silence.LONGEST_SETTLE)),
                "left over if it came at least %s after the chain request".formatted(text(Listening.ASKS_AGAIN)),
                "For %s the player leaves all nodes and connections as they are.".formatted(text(Conditions.LINGER)),
                "has the time of the step: %s, or what `within` says".formatted(text(Timing.DEFAULT.within())),
                "Each node must still answer a probe, within %s.".formatted(text(Ending.PATIENCE)));
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void isThePlayers(String sentence) throws IOException {
        String page = Files.readString(Path.of("..", "golden", "PLAYER.md"));
        assertTrue(page.contains(sentence), () -> "golden/PLAYER.md does not contain: " + sentence);
    }
}
