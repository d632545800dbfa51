package tsunagi.conformance.target;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Ports for nodes, which have to be told a number. They are none of those that the system gives to
/// outgoing connections, so that no connection takes one between its choice and its use.
///
/// Several judges may run on one machine, and a node that finds its port taken looks like one that
/// ends without reason, while the other kit's node answers in its place. So a kit takes its
/// ports from stretches that are its own: it holds a stretch by listening on the first port of it.
public final class Ports {
    private static final int STRETCH_PORTS = 200;
    private static final List<Integer> STRETCHES = stretches(OutgoingPorts.ofThisSystem());
    private static final int MAX_TRIES = 200;
    private static final long RETRY_NANOS = 5_000_000;

    private static final Ports OWN = new Ports();

    /// Longer than a node takes to start.
    private static final long REST_NANOS = 60_000_000_000L;

    private final List<ServerSocket> guards = new ArrayList<>();
    private final Map<Integer, Long> given = new HashMap<>();
    private int next;

    /// A port that was free a moment ago and that no other caller gets, here or in another kit.
    public static int next() throws IOException {
        return OWN.take();
    }

    /// A free port of this one's stretches. Its node may take a while to listen at it, and it looks
    /// free until then: so none is given twice within [#REST_NANOS].
    synchronized int take() throws IOException {
        long now = System.nanoTime();
        for (int tries = 0; tries < guards.size() * STRETCH_PORTS; tries++) {
            ServerSocket guard = guards.get(next / STRETCH_PORTS % guards.size());
            int port = guard.getLocalPort() + next % STRETCH_PORTS;
            next = (next + 1) % (guards.size() * STRETCH_PORTS);
            Long before = given.get(port);
            if ((before == null || now - before > REST_NANOS) && isFree(port)) {
                given.put(port, now);
                return port;
            }
        }
        next = guards.size() * STRETCH_PORTS;
        guards.add(claim());
        return take();
    }

    private ServerSocket claim() throws IOException {
        int start = ThreadLocalRandom.current().nextInt(STRETCHES.size());
        for (int i = 0; i < STRETCHES.size(); i++) {
            int first = STRETCHES.get((start + i) % STRETCHES.size());
            try {
                return new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                // Another's: the next one may be free.
            }
        }
        throw new IOException("no free ports between %s and %s: %s stretches are held by this judge, the rest by others"
                .formatted(STRETCHES.getFirst(), STRETCHES.getLast() + STRETCH_PORTS, guards.size()));
    }

    /// The first port of each stretch. Where outgoing connections may have any
    /// port at all, so have nodes.
    static List<Integer> stretches(OutgoingPorts outgoing) {
        List<Integer> all = IntStream.iterate(20_000, first -> first < 32_000, first -> first + STRETCH_PORTS)
                .boxed()
                .toList();
        List<Integer> apart = all.stream()
                .filter(first -> !outgoing.meets(first, first + STRETCH_PORTS - 1))
                .toList();
        return apart.isEmpty() ? all : apart;
    }

    /// Free also of connections that ended a moment ago: not every node insists on
    /// its port in spite of them.
    private static boolean isFree(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(port));
                return true;
            } finally {
                Forks.close(socket);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /// Connects. A client that dials a port of this machine without a listener may get that very
    /// port to dial from, and then be connected with itself: that is no connection.
    public static void connect(Socket socket, InetSocketAddress to, int millis) throws IOException {
        socket.connect(to, millis);
        if (to.equals(socket.getLocalSocketAddress())) {
            Forks.close(socket);
            throw new ConnectException("nobody listens at port " + to.getPort());
        }
    }

    /// A socket that listens at this address, on a port that the system chose.
    public static ServerSocket listenAnywhere(InetAddress address) throws IOException {
        return listenOn(address, 0);
    }

    /// A socket that listens on this port of the loopback interface.
    public static ServerSocket listenOn(int port) throws IOException {
        return listenOn(InetAddress.getLoopbackAddress(), port);
    }

    /// A socket that listens on this port of this address.
    public static ServerSocket listenOn(InetAddress address, int port) throws IOException {
        return listenOn(address, port, false);
    }

    /// The same, on a port from which the player may dial as well.
    public static ServerSocket listenShared(InetAddress address, int port) throws IOException {
        return listenOn(address, port, true);
    }

    private static ServerSocket listenOn(InetAddress address, int port, boolean shared) throws IOException {
        for (int tries = 1; ; tries++) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            if (shared && socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            try {
                socket.bind(new InetSocketAddress(address, port));
                return socket;
            } catch (BindException e) {
                // A socket that was just closed keeps its port until the thread
                // that waited in it is out.
                Forks.close(socket);
                if (tries == MAX_TRIES) throw e;
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }
}
