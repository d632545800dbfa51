package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.target.Ports;

/// A link that is cut carries nothing, whatever its ends did before.
class LinkTest {
    private static final int DEADLINE_MILLIS = 20_000;

    private final InetAddress here = InetAddress.getLoopbackAddress();

    @Test
    void aConnectionOfWhichOneSideHasEndedIsCutToo() throws IOException {
        try (ServerSocket accepter = Ports.listenAnywhere(here);
                Link link = linkTo(accepter);
                Socket dialler = dial(link);
                Socket accepted = accepter.accept()) {
            dialler.shutdownOutput();
            accepted.setSoTimeout(DEADLINE_MILLIS);
            assertEquals(-1, accepted.getInputStream().read());
            accepted.getOutputStream().write('x');
            assertEquals('x', dialler.getInputStream().read());
            link.cut(true);
            assertTrue(hasEnded(dialler));
        }
    }

    @Test
    void aConnectionThatIsNotTheNewestIsCutToo() throws IOException {
        try (ServerSocket accepter = Ports.listenAnywhere(here);
                Link link = linkTo(accepter);
                Socket older = dial(link);
                Socket acceptedOlder = accepter.accept();
                Socket newer = dial(link);
                Socket acceptedNewer = accepter.accept()) {
            acceptedOlder.getOutputStream().write('o');
            acceptedNewer.getOutputStream().write('n');
            assertEquals('o', older.getInputStream().read());
            assertEquals('n', newer.getInputStream().read());
            link.cut(true);
            assertTrue(hasEnded(older));
            assertTrue(hasEnded(newer));
        }
    }

    private Link linkTo(ServerSocket accepter) throws IOException {
        InetSocketAddress address = new InetSocketAddress(here, accepter.getLocalPort());
        return new Link("one", "other", here, address, new WireLog(), new Environment(Map.of()), Form.EXACT);
    }

    private Socket dial(Link link) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(DEADLINE_MILLIS);
        int port = URI.create("tcp://" + link.address()).getPort();
        Ports.connect(socket, new InetSocketAddress(here, port), DEADLINE_MILLIS);
        return socket;
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
