package tsunagi.network;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Session;

/// The connections that there are.
final class Peers {
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

    private final LockedCore core;
    private final Threads threads;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /// @param threads runs the writers
    Peers(LockedCore core, Threads threads) {
        this.core = core;
        this.threads = threads;
    }

    /// Serves a connected socket until it is closed. The calling thread becomes its reader.
    ///
    /// @param address what to call the other end
    void serve(SocketChannel socket, Direction direction, String address) throws IOException {
        setOptions(socket);
        Semaphore wakeUps = new Semaphore(0);
        Session session = core.open(direction, wakeUps);
        PeerName name = new PeerName(session.origin().connection(), address, direction);
        Connection connection = new Connection(socket, name, session, wakeUps, core);
        connections.add(connection);
        if (stopping) connection.close(CloseReason.NODE_STOPPED);
        try {
            core.tell(new NodeEvent.PeerConnected(name));
            threads.start(connection::write);
            connection.read();
            connection.awaitClosed();
        } finally {
            CloseReason reason = connection.close(CloseReason.CONNECTION_LOST);
            connections.remove(connection);
            core.close(session);
            core.tell(new NodeEvent.PeerDisconnected(name, reason));
        }
    }

    private static void setOptions(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        SocketOption<Integer> idle = ExtendedSocketOptions.TCP_KEEPIDLE;
        if (socket.supportedOptions().contains(idle)) socket.setOption(idle, KEEP_ALIVE_IDLE_SECONDS);
    }

    /// Closes the connections that have been silent, stuck or stalled for too long.
    void closeOverdue(long now) {
        for (Connection connection : connections) {
            connection.liveness().overdue(now).ifPresent(connection::close);
        }
    }

    /// Closes all, and every one that is still to come.
    void closeAll(CloseReason reason) {
        stopping = true;
        connections.forEach(connection -> connection.close(reason));
    }
}
