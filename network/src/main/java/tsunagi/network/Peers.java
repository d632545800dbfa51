package tsunagi.network;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Offence;
import tsunagi.network.core.Sentence;
import tsunagi.network.core.Session;
import tsunagi.network.core.Standing;
import tsunagi.network.core.Workers;
import tsunagi.protocol.Hash;

/// The connections that there are.
final class Peers {
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

    private final LockedCore core;
    private final Gatekeeper gate;
    private final Threads threads;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Workers provers;
    private final SendingTurns turns = new SendingTurns(Runtime.getRuntime().availableProcessors());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /// @param threads runs the writers
    Peers(LockedCore core, Gatekeeper gate, Threads threads) {
        this(core, gate, threads, new Provers());
    }

    Peers(LockedCore core, Gatekeeper gate, Threads threads, Workers provers) {
        this.provers = provers;
        this.core = core;
        this.gate = gate;
        this.threads = threads;
    }

    /// Serves a connected socket until it is closed. The calling thread becomes its reader.
    ///
    /// @param address  what to call the other end
    /// @param standing how its address has behaved
    void serve(SocketChannel socket, Direction direction, String address, Standing standing) throws IOException {
        setOptions(socket);
        WakeUps wakeUps = new WakeUps();
        Session session = core.open(direction, wakeUps::wake);
        PeerName name = new PeerName(session.origin().connection(), address, direction);
        Connection connection = new Connection(socket, name, session, wakeUps, core, this, standing);
        connections.add(connection);
        // The closing thread closes the peers in the set: these came to it after that.
        if (stopping) connection.close(CloseReason.NODE_STOPPED);
        if (gate.isBanned(standing)) connection.close(CloseReason.MISBEHAVED);
        try {
            core.tell(new NodeEvent.PeerConnected(name));
            begin(connection::write);
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
            Optional<CloseReason> overdue = connection.liveness().overdue(now);
            if (overdue.isEmpty()) continue;
            if (overdue.get() == CloseReason.FRAME_TOO_SLOW) {
                offended(connection, Offence.FRAME_TOO_SLOW, Optional::empty);
            }
            connection.close(overdue.get());
        }
    }

    /// A peer has done what it should not have, which may be once too often.
    ///
    /// @param frame the hash of the offending frame, for evidence
    void offended(Connection by, Offence offence, Supplier<Optional<Hash>> frame) {
        Sentence sentence = gate.offended(by.standing(), offence, frame);
        switch (sentence) {
            case Sentence.Tolerated tolerated -> {}
            case Sentence.Closed closed -> by.close(CloseReason.MISBEHAVED);
            case Sentence.Excluded excluded -> {
                core.tell(new NodeEvent.PeerBanned(excluded.ban()));
                for (Connection connection : connections) {
                    if (connection.standing().equals(by.standing())) connection.close(CloseReason.MISBEHAVED);
                }
            }
        }
    }

    /// The large buffers that all readers share.
    ReadBuffers buffers() {
        return buffers;
    }

    /// The help that all readers share.
    Workers provers() {
        return provers;
    }

    /// How long a reader pauses that has spent time on something of no use, in nanoseconds.
    ///
    /// @param bytes how many it has read
    long pauseAfter(long spentNanos, int bytes) {
        return gate.pauseAfter(spentNanos, bytes);
    }

    /// The same after work in which nothing was waited for.
    long pauseAfterWork(long workNanos) {
        return gate.pauseAfterWork(workNanos);
    }

    /// The turns that all writers take.
    SendingTurns turns() {
        return turns;
    }

    /// Starts a writer.
    void begin(Runnable writer) throws IOException {
        threads.start("a writer", writer);
    }

    /// Whether an event of this peer may be reported.
    boolean mayTell(Connection of) {
        return gate.mayTell(of.standing());
    }

    /// The connected peers as they are now, in the order in which they connected.
    List<PeerView> views() throws IOException {
        List<Connection> open = connections.stream()
                .sorted(Comparator.comparingLong(connection -> connection.name().connection()))
                .toList();
        long[] behind = core.behindBytes(open);
        long now = System.nanoTime();
        List<PeerView> views = new ArrayList<>(open.size());
        for (Connection connection : open) {
            Traffic traffic = connection.traffic();
            views.add(new PeerView(
                    connection.name(),
                    Duration.ofNanos(now - traffic.openedAt()),
                    traffic.blocksIn(),
                    traffic.highestIn(),
                    traffic.blocksOut(),
                    traffic.bytesOut(),
                    behind[views.size()],
                    gate.points(connection.standing())));
        }
        return views;
    }

    /// How many there are of one kind.
    int count(Direction direction) {
        return (int) connections.stream()
                .filter(connection -> connection.name().direction() == direction)
                .count();
    }

    /// Closes the connection to a peer that was dialled and is not wanted any more.
    void hangUp(String address) {
        for (Connection connection : connections) {
            PeerName name = connection.name();
            if (name.direction() == Direction.OUTBOUND && name.address().equals(address)) {
                connection.close(CloseReason.NOT_WANTED);
            }
        }
    }

    /// Closes all, and every one that is still to come.
    void closeAll(CloseReason reason) {
        stopping = true;
        connections.forEach(connection -> connection.close(reason));
    }
}
