package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.Octets;

/// A log has an end, so a node that floods cannot fill the memory.
class WireLogTest {
    private static final Octets FRAME = Octets.of("HELLO\n".getBytes(UTF_8));

    @Test
    void connectionsAreNotedBehindAFloodOfFrames() {
        WireLog log = new WireLog();
        for (int i = 0; i < 10_000; i++) log.data("N1", "N2", FRAME, "");
        log.event("N2", "N1", Link.CLOSED);
        assertEquals(5_001, log.events().size());
        assertEquals(Link.CLOSED, log.events().getLast().text());
    }

    @Test
    void aFloodOfConnectionsEndsToo() {
        WireLog log = new WireLog();
        for (int i = 0; i < 10_000; i++) log.event("N1", "N2", Link.CONNECTED);
        assertEquals(6_000, log.events().size());
    }
}
