package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// As many judges as there are instances.
final class PortsTest {
    @Test
    void twoJudgesNeverGetTheSamePort() throws IOException {
        Ports one = new Ports();
        Ports other = new Ports();
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            assertTrue(ports.add(one.take()));
            assertTrue(ports.add(other.take()));
        }
    }

    @Test
    void aPortInUseIsPassedOver() throws IOException {
        Ports ports = new Ports();
        int first = ports.take();
        try (ServerSocket taken = new ServerSocket(first + 1)) {
            assertNotEquals(taken.getLocalPort(), ports.take());
        }
    }

    /// All of a stretch and more, though nobody listens at any of them yet.
    @Test
    void aPortIsNotGivenAgainWhileItsNodeMayStillBeStarting() throws IOException {
        Ports ports = new Ports();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 450; i++) assertTrue(seen.add(ports.take()));
    }

    @Test
    void portsAreNoneThatOutgoingConnectionsAreGiven() {
        OutgoingPorts outgoing = new OutgoingPorts(25_000, 31_000);
        for (int first : Ports.stretches(outgoing)) {
            assertTrue(first + 199 < outgoing.first() || first > outgoing.last(), first + " is among " + outgoing);
        }
        assertEquals(24_800, Ports.stretches(new OutgoingPorts(25_000, 65_535)).getLast());
        assertFalse(Ports.stretches(new OutgoingPorts(1_024, 65_535)).isEmpty());
    }

    @Test
    void theSystemIsAskedWhichThoseAre() {
        assertEquals(new OutgoingPorts(32_768, 60_999), OutgoingPorts.read("32768\t60999"));
        assertEquals(OutgoingPorts.USUAL, OutgoingPorts.read("who knows"));
        assertEquals(OutgoingPorts.USUAL, OutgoingPorts.read(null));
    }

    /// What happens by chance to who dials a port at which nobody listens yet.
    @Test
    void aConnectionWithItselfIsNone() throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress itself = (InetSocketAddress) socket.getLocalSocketAddress();
            ConnectException refused = assertThrows(ConnectException.class, () -> Ports.connect(socket, itself, 1_000));
            assertTrue(String.valueOf(refused.getMessage()).contains("nobody listens"), refused::toString);
            assertTrue(socket.isClosed());
        }
    }
}
