package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Origin;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// The peers of one scenario: their connections, and the ports at which they listen. Used by one
/// thread at a time.
final class Peers {
    /// Small, so that a peer that stops reading is felt soon.
    private static final int SLOW_RECEIVE_BUFFER = 4_096;

    /// For the system's part of a connection, which no node delays.
    static final Duration CONNECT = Duration.ofSeconds(5);

    private final Scenario scenario;
    private final InetAddress here;
    private final WireLog wire;
    private final Environment names;
    private final Form form;
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Map<String, Integer> dialledFrom = new HashMap<>();
    private final List<Connection> past = new ArrayList<>();
    private final long began = System.nanoTime();

    /// @param here where nodes reach the player
    Peers(Scenario scenario, InetAddress here, WireLog wire, Environment names, Form form) {
        this.scenario = scenario;
        this.here = here;
        this.wire = wire;
        this.names = names;
        this.form = form;
    }

    Connection connection(String peer) {
        Connection connection = connections.get(peer);
        if (connection == null) throw new IllegalStateException(peer + " was never connected");
        return connection;
    }

    /// When the last connection of a peer ended, as its reader saw it; null if there was none.
    @Nullable
    Long lastEnd(String peer) {
        Connection connection = connections.get(peer);
        return connection == null ? null : connection.inbox.endedAt();
    }

    boolean isConnected(String peer) {
        return connections.containsKey(peer);
    }

    /// The connections with one node.
    Collection<Connection> connectionsWith(String node) {
        return connections.values().stream()
                .filter(connection -> connection.node.equals(node))
                .toList();
    }

    /// The time since the last write on any connection with a node.
    Duration sinceLastWrite(String node) {
        long last = connectionsWith(node).stream()
                .mapToLong(connection -> connection.lastWrite)
                .reduce(began, (one, other) -> one - other > 0 ? one : other);
        return Duration.ofNanos(System.nanoTime() - last);
    }

    /// A peer whose connection the node closed because the player was too slow there.
    Optional<String> givenUp() {
        return Stream.concat(connections.values().stream(), past.stream())
                .filter(Connection::wasGivenUp)
                .map(connection -> connection.peer)
                .findFirst();
    }

    Listener listener(String peer) throws IOException {
        Listener known = listeners.get(peer);
        if (known != null) return known;
        Listener made = new Listener(here, Ports.next(), receiveBuffer(peer));
        listeners.put(peer, made);
        return made;
    }

    boolean listens(String peer) {
        return listeners.containsKey(peer);
    }

    /// Connects a peer.
    ///
    /// @param usual where its node listens
    /// @throws BindException if this machine does not give the peer's end its address
    void dial(Step.Dial step, InetSocketAddress usual) throws IOException {
        Socket socket = new Socket();
        try {
            int buffer = receiveBuffer(step.peer());
            if (buffer > 0) socket.setReceiveBufferSize(buffer);
            if (step.from() != null) bind(socket, step.from());
            InetSocketAddress place = step.at() == null ? usual : new InetSocketAddress(step.at(), usual.getPort());
            Ports.connect(socket, place, Math.toIntExact(CONNECT.toMillis()));
        } catch (IOException e) {
            Forks.close(socket);
            throw e;
        }
        dialledFrom.put(step.peer(), socket.getLocalPort());
        join(step.peer(), step.node(), socket);
        wire.event(step.peer(), step.node(), "connected");
    }

    private void bind(Socket socket, Origin from) throws IOException {
        socket.setReuseAddress(true);
        // Beside a listener of the player's own at the same address and port.
        if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        int port = from.portOf() == null ? 0 : portOf(from.portOf());
        try {
            socket.bind(new InetSocketAddress(from.address(), port));
        } catch (SocketException e) {
            throw new BindException("%s:%s: %s".formatted(from.address(), port, e.getMessage()));
        }
    }

    /// The port at which a peer listens, or from which it dialled last.
    private int portOf(String peer) {
        Listener listener = listeners.get(peer);
        if (listener != null) return listener.port();
        Integer port = dialledFrom.get(peer);
        if (port == null) throw new IllegalStateException(peer + " has not dialled");
        return port;
    }

    /// Makes a socket the connection of a peer; an earlier one is forgotten.
    void join(String peer, String node, Socket socket) throws IOException {
        Inbox inbox = new Inbox(frame -> arrived(peer, node, frame));
        Connection before = connections.put(peer, new Connection(peer, node, socket, inbox));
        if (before != null) past.add(before);
    }

    private @Nullable Octets arrived(String peer, String node, Octets frame) {
        wire.data(node, peer, frame, names.nameOf(frame));
        boolean chainEnd = frame.equals(Octets.of(Frames.CHAIN_END));
        return chainEnd && !scenario.judgesChainEnd() ? null : form.read(frame);
    }

    private int receiveBuffer(String peer) {
        boolean slow = scenario.steps().stream()
                .anyMatch(step -> step instanceof Step.PeerAction action
                        && action.action() == Step.Action.STOPS_READING
                        && action.peer().equals(peer));
        return slow ? SLOW_RECEIVE_BUFFER : 0;
    }

    /// Ends all connections, and listens no more.
    void closeInOrder() throws IOException {
        for (Connection connection : connections.values()) connection.closeInOrder();
        for (Listener listener : listeners.values()) listener.unlisten();
    }

    /// All that has to be closed at the end.
    List<Closeable> open() {
        List<Closeable> open = new ArrayList<>(past);
        open.addAll(connections.values());
        open.addAll(listeners.values());
        return open;
    }
}
