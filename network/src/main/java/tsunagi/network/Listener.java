package tsunagi.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import tsunagi.network.core.Direction;

/// Accepts inbound connections, as many at once as it was told (5.1).
final class Listener implements Closeable {
    /// Out of file descriptors, say: trying again at once would only burn the processor.
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final ServerSocketChannel socket;
    private final int maxPeers;
    private final Semaphore places;
    private final Peers peers;
    private final LockedCore core;
    private final Threads threads;
    private final StopSignal stop;

    /// Binds the port on all interfaces.
    ///
    /// @param port    0 for any that is free
    /// @param threads runs the readers
    Listener(int port, int maxPeers, Peers peers, LockedCore core, Threads threads, StopSignal stop)
            throws IOException {
        this.maxPeers = maxPeers;
        this.places = new Semaphore(maxPeers);
        this.peers = peers;
        this.core = core;
        this.threads = threads;
        this.stop = stop;
        this.socket = ServerSocketChannel.open();
        try {
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            socket.close();
            throw new IOException("port " + port + " cannot be listened at: " + e.getMessage(), e);
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    /// Accepts until it is closed.
    void run() {
        while (socket.isOpen()) {
            try {
                admit(socket.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                if (stop.isGiven()) return;
                core.tell(new NodeEvent.AcceptFailed(String.valueOf(e.getMessage())));
                if (stop.await(PAUSE_AFTER_FAILURE)) return;
            }
        }
    }

    private void admit(SocketChannel accepted) throws IOException {
        String address = name(accepted.getRemoteAddress());
        if (!places.tryAcquire()) {
            accepted.close();
            core.tell(new NodeEvent.PeerTurnedAway(address, maxPeers));
            return;
        }
        try {
            threads.start(() -> serve(accepted, address));
        } catch (IOException e) {
            places.release();
            accepted.close();
            throw e;
        }
    }

    private void serve(SocketChannel accepted, String address) {
        try (accepted) {
            peers.serve(accepted, Direction.INBOUND, address);
        } catch (IOException e) {
            // Only this connection is concerned, or the node as a whole, which has told why.
        } finally {
            places.release();
        }
    }

    private static String name(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? new PeerAddress(inet.getAddress().getHostAddress(), inet.getPort()).toString()
                : address.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
