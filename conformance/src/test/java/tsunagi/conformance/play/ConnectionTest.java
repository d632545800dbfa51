package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.wire.Octets;

/// What becomes of a scripted peer's connection when writing to it fails.
class ConnectionTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void aPeerThatCannotWriteAnyMoreClosesAllTheSame() throws IOException {
        try (ServerSocket node = Ports.listenAnywhere(InetAddress.getLoopbackAddress());
                Socket socket = new Socket(node.getInetAddress(), node.getLocalPort());
                Socket accepted = node.accept()) {
            Inbox inbox = new Inbox(frame -> frame);
            Connection connection = new Connection("A", "node", socket, inbox);
            connection.halfClose();
            connection.send(List.of(Octets.utf8("after the end\n")));
            connection.awaitWritten(Deadline.in(DEADLINE));
            assertFalse(inbox.hasEnded(), "the node has ended nothing, nor has the peer yet");
            connection.closeInOrder();
            assertTrue(inbox.awaitEnd(Deadline.in(DEADLINE)), "the peer closes");
            assertEquals(0, accepted.getInputStream().readAllBytes().length, "nothing follows the end of its side");
        }
    }
}
