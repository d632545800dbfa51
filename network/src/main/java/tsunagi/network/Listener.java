package tsunagi.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import tsunagi.network.core.Admission;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Standing;

/// Accepts inbound connections, as many at once as it was told (5.1).
final class Listener implements Closeable {
    /// Out of file descriptors, say: trying again at once would only burn the processor.
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final ServerSocketChannel socket;
    private final Gatekeeper gate;
    private final Peers peers;
    private final LockedCore core;
    private final Threads threads;
    private final StopSignal stop;

    /// Binds the port on all interfaces.
    ///
    /// @param port    0 for any that is free
    /// @param threads runs the readers
    Listener(int port, Gatekeeper gate, Peers peers, LockedCore core, Threads threads, StopSignal stop)
            throws IOException {
        this.gate = gate;
        this.peers = peers;
        this.core = core;
        this.threads = threads;
        this.stop = stop;
        this.socket = bound(port);
    }

    /// A socket at which connections wait until they are accepted.
    static ServerSocketChannel bound(int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            return socket.bind(new InetSocketAddress(port), NetworkLimits.MAX_WAITING_CONNECTIONS);
        } catch (IOException e) {
            socket.close();
            throw new IOException("port " + port + " cannot be listened on: " + e.getMessage(), e);
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
        InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
        String address = new PeerAddress(PeerAddress.text(remote.getAddress()), remote.getPort()).toString();
        Admission admission = gate.admit(remote.getAddress());
        switch (admission) {
            case Admission.Admitted admitted -> start(accepted, address, admitted.standing());
            case Admission.Full full -> {
                accepted.close();
                core.tell(new NodeEvent.PeerTurnedAway(address, full.places()));
            }
            case Admission.ShareTaken taken -> {
                accepted.close();
                core.tell(new NodeEvent.ShareTaken(address, taken.share()));
            }
            // Told when it was banned; to tell each time it knocks would be what it wants.
            case Admission.Banned banned -> accepted.close();
        }
    }

    private void start(SocketChannel accepted, String address, Standing standing) throws IOException {
        try {
            threads.start("a reader", () -> serve(accepted, address, standing));
        } catch (IOException e) {
            gate.left(standing);
            accepted.close();
            throw e;
        }
    }

    private void serve(SocketChannel accepted, String address, Standing standing) {
        try (accepted) {
            peers.serve(accepted, Direction.INBOUND, address, standing);
        } catch (IOException e) {
            // Only this connection is concerned, or the whole node, which has logged the reason.
        } finally {
            gate.left(standing);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
