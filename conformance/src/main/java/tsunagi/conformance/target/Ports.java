package tsunagi.conformance.target;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Ports for nodes, which have to be told a number. They lie below those that systems give to
/// outgoing connections, so that no connection takes one between its choice and its use.
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int MAX_TRIES = 200;
    private static final long RETRY_NANOS = 5_000_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    /// A port that was free a moment ago and that no other caller here gets.
    public static int next() throws IOException {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) return port;
        }
        throw new IOException("no free port between %d and %d".formatted(FIRST, FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
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
        for (int tries = 1; ; tries++) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(address, port));
                return socket;
            } catch (BindException e) {
                // A socket that was just closed keeps its port until the thread that waited in it is out.
                socket.close();
                if (tries == MAX_TRIES) throw e;
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private Ports() {}
}
