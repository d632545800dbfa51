package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `/api/events`: what happens, as it happens, and nobody who watches slows the node.
class EventsTest {
    private static final int MANY = 500;
    private static final int SOCKET_MILLIS = 20_000;

    /// Somebody who watches, and reads only when asked to.
    private record Watcher(Socket socket, BufferedReader lines) implements AutoCloseable {
        static Watcher of(HttpNode node) throws IOException {
            return after("", node);
        }

        /// Comes back with the id of the last message that it had.
        static Watcher after(String lastId, HttpNode node) throws IOException {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), node.running().httpPort());
            socket.setSoTimeout(SOCKET_MILLIS);
            String header = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            String request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new Watcher(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
        }

        /// The data of the next event of this name.
        String await(String event) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: " + event)) return lines.readLine();
            }
            throw new AssertionError("the stream ended before " + event);
        }

        /// Whether it asked too soon after others.
        boolean isTurnedAway() throws IOException {
            return lines.readLine().startsWith("HTTP/1.1 429");
        }

        /// The id of the next message that has one.
        String id() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) return line.substring("id: ".length());
            }
            throw new AssertionError("the stream ended before an id");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoComesBackIsToldWhatItMissedOnceAndInOrder() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String last;
            try (Watcher watcher = Watcher.of(node)) {
                last = watcher.id();
                assertEquals("data: {\"resumed\":false}", watcher.await("hello"));
            }
            node.mine("while nobody watched");
            try (Watcher present = Watcher.of(node)) {
                present.await("hello");
                node.mine("while another watched");
                present.await("chain");
            }
            try (Watcher back = Watcher.after(last, node)) {
                assertEquals("data: {\"resumed\":true}", back.await("hello"));
                assertTrue(back.await("chain").contains("\"height\":1"));
                assertTrue(back.await("chain").contains("\"height\":2"));
                node.mine("in its presence");
                assertTrue(back.await("chain").contains("\"height\":3"));
            }
        }
    }

    @Test
    void anIdOfAnotherRunOfTheNodeResumesNothing() throws Exception {
        try (HttpNode node = HttpNode.start();
                Watcher stranger = Watcher.after("0ther0ne-0", node)) {
            assertEquals("data: {\"resumed\":false}", stranger.await("hello"));
        }
    }

    @Test
    void aBlockIsToldWithItsHeightAndWhereItCameFrom() throws Exception {
        try (HttpNode node = HttpNode.start();
                Watcher watcher = Watcher.of(node)) {
            watcher.await("hello");
            node.mine("seen");
            String told = watcher.await("chain");
            assertTrue(told.contains("\"height\":1") && told.contains("\"from\":\"mined\""), told);
        }
    }

    @Test
    void peersAreToldWhenTheyComeAndGo() throws Exception {
        try (HttpNode node = HttpNode.start();
                Watcher watcher = Watcher.of(node)) {
            watcher.await("hello");
            try (HttpNode other = HttpNode.start("--connect", "127.0.0.1:" + node.port())) {
                assertTrue(watcher.await("peer").contains("\"connected\":true"));
                assertEquals(0, other.node().tip().index());
            }
            assertTrue(watcher.await("peer").contains("\"connected\":false"));
        }
    }

    private static boolean comesIn(HttpNode node, List<Watcher> watchers) throws IOException {
        Watcher watcher = Watcher.of(node);
        if (watcher.isTurnedAway()) {
            watcher.close();
            return false;
        }
        watchers.add(watcher);
        watcher.await("hello");
        return true;
    }

    @Test
    void fiveHundredWatchAndAllAreTold() throws Exception {
        List<Watcher> watchers = new ArrayList<>();
        try (HttpNode node = HttpNode.start()) {
            while (watchers.size() < MANY) {
                HttpNode.await("the rate allows one more", () -> comesIn(node, watchers));
            }
            HttpNode.await("the rate allows a block", () -> node.mine("for all").statusCode() == 201);
            for (Watcher watcher : watchers) assertTrue(watcher.await("chain").contains("\"height\":1"));
        } finally {
            for (Watcher watcher : watchers) watcher.close();
        }
    }

    @Test
    void whoDoesNotReadKeepsNobodyElseWaiting() throws Exception {
        try (HttpNode node = HttpNode.start();
                Watcher idle = Watcher.of(node);
                Watcher eager = Watcher.of(node)) {
            idle.await("hello");
            eager.await("hello");
            for (int i = 1; i <= 40; i++) {
                node.mine("block " + i);
                String told = eager.await("chain");
                assertTrue(told.contains("\"height\":" + i), told);
            }
        }
    }
}
