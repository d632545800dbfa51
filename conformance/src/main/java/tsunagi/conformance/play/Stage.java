package tsunagi.conformance.play;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Origin;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// All that one scenario has on its stage, and how it is cleared away. Used
/// by one thread at a time.
final class Stage implements AutoCloseable {
    /// Small, so that a peer that stops reading is felt soon.
    private static final int SLOW_RECEIVE_BUFFER = 4_096;

    /// For the system's part of a connection, which no node delays.
    static final Duration CONNECT = Duration.ofSeconds(5);

    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    final WireLog wire;
    final Environment names;
    final Target target;
    final Form form;
    /// Lines at which a frame did not come, for a reason that is known and set aside.
    final List<SetAside> setAside = new ArrayList<>();
    /// When nodes were last found to agree, as System.nanoTime.
    final List<Long> convergences = new ArrayList<>();
    /// What `link … once` lines counted.
    final List<Carried> carried = new ArrayList<>();
    private final Scenario scenario;
    private final Site site;
    private final Path data;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Integer> dialledFrom = new HashMap<>();
    private final List<Connection> past = new ArrayList<>();
    private boolean settledByTimeAlone;

    Stage(Scenario scenario, Target target, WireLog wire, Form form) throws IOException {
        this.form = form;
        this.scenario = scenario;
        this.target = target;
        this.wire = wire;
        this.names = new Environment(scenario.names());
        this.site = Sites.open(target);
        this.data = Files.createTempDirectory("conformance");
    }

    /// What the scenario needs to do with nodes.
    Set<Need> needs() {
        return scenario.needs();
    }

    /// The place of a node, running or not.
    Node node(String name) throws IOException {
        Node known = nodes.get(name);
        if (known != null) return known;
        Node made = new Node(name, site, data.resolve(name), form);
        Files.createDirectories(data.resolve(name));
        nodes.put(name, made);
        return made;
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

    Listener listener(String peer) throws IOException {
        Listener known = listeners.get(peer);
        if (known != null) return known;
        Listener made = new Listener(site.player(), Ports.next(), receiveBuffer(peer));
        listeners.put(peer, made);
        return made;
    }

    /// What a node is told to dial: a listening peer's port, or the near end of a link.
    String addressFor(String dialler, String end) throws IOException {
        if (listeners.containsKey(end)) return listener(end).address();
        Link link = new Link(dialler, end, site.player(), node(end).address, wire, names, form);
        links.add(link);
        return link.address();
    }

    /// Waits until both ends of a link that is up have most likely taken note of it.
    /// Nothing can be asked on it.
    void awaitTaken(Link link, Pace pace) throws IOException {
        link.awaitDiallersFirstFrame(pace.deadline(Node.TAKEN));
        node(link.dialler).awaitTaken(pace);
        node(link.accepter).awaitTaken(pace);
        settledByTimeAlone = true;
    }

    /// Waits until a node has taken note of a peer's new connection. Where it has a chain, an
    /// answer on the connection itself proves it; where it has none, only time can tell.
    StepResult settle(Connection connection, Pace pace) throws IOException {
        Node node = node(connection.node);
        List<Octets> chain = node.awaitTaken(pace);
        if (chain.isEmpty()) {
            settledByTimeAlone = true;
            return StepResult.DONE;
        }
        Octets question = Octets.of(Frames.GET_CHAIN);
        wire.fence(connection.peer, connection.node, question);
        connection.sendFence(question);
        if (connection.inbox.takeAll(chain, pace.deadline(Node.TAKEN)) || connection.inbox.hasEnded()) {
            return StepResult.DONE;
        }
        settledByTimeAlone = true;
        boolean grew = node.probe(pace.deadline(Node.TAKEN)) instanceof Probe.Answered now
                && !now.chain().equals(chain);
        return grew ? new StepResult.Disturbed() : StepResult.DONE;
    }

    /// Whether some connection may have been too new for its node when the next step began.
    boolean settledByTimeAlone() {
        return settledByTimeAlone;
    }

    /// All nodes that have begun, running or not.
    Collection<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /// The chain that a node answered with last; empty if it was not asked.
    List<Octets> chainOf(String node) {
        Node known = nodes.get(node);
        return known == null ? List.of() : known.chain();
    }

    /// The node that is told to dial a peer.
    String dialler(String peer) {
        for (Step step : scenario.steps()) {
            if (step instanceof Step.StartNode start && start.dials().contains(peer)) return start.node();
        }
        throw new IllegalStateException("the parser let a peer through that no node dials: " + peer);
    }

    /// The links that a node dials.
    List<Link> linksFrom(String dialler) {
        return links.stream().filter(link -> link.dialler.equals(dialler)).toList();
    }

    Optional<Link> link(String one, String other) {
        return links.stream().filter(link -> link.joins(one, other)).findFirst();
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    /// Connects a peer. Throws a BindException if this machine does not give
    /// the peer's end its address.
    void dial(Step.Dial step) throws IOException {
        Socket socket = new Socket();
        try {
            int buffer = receiveBuffer(step.peer());
            if (buffer > 0) socket.setReceiveBufferSize(buffer);
            if (step.from() != null) bind(socket, step.from());
            InetSocketAddress usual = node(step.node()).address;
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

    /// A node that ended though nobody wanted it to, and how; null if there is none.
    @Nullable
    String deserter() {
        for (Node node : nodes.values()) {
            String end = node.endedByItself();
            if (end != null) return "%s is gone: %s".formatted(node.name, end);
        }
        return null;
    }

    /// The same, where one may be about to end.
    @Nullable
    String awaitDeserter(Deadline deadline) {
        String deserter = deserter();
        while (deserter == null && !deadline.isOver()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            deserter = deserter();
        }
        return deserter;
    }

    /// Whether a node was ended by somebody who is no part of the play.
    boolean disturbedFromOutside() {
        return nodes.values().stream().anyMatch(Node::endedFromOutside);
    }

    /// Nothing that becomes of the present connections with a node is held against it from now on.
    void excuse(String node) {
        connectionsWith(node).forEach(Connection::endIsJudged);
    }

    /// The nodes that could do something now.
    List<Node> runningNodes() {
        return nodes.values().stream()
                .filter(node -> node.isRunning() && !node.isPaused())
                .toList();
    }

    /// Ends all connections of peers, and listens no more.
    void closePeers() throws IOException {
        for (Connection connection : connections.values()) connection.closeInOrder();
        for (Listener listener : listeners.values()) listener.unlisten();
    }

    boolean isRunning(String node) {
        Node known = nodes.get(node);
        return known != null && known.isRunning();
    }

    /// What each node said last.
    Map<String, String> words() {
        return nodes.values().stream().collect(Collectors.toMap(node -> node.name, Node::words));
    }

    /// Clears everything away, as far as that can be done. What is left behind is named in the log
    /// of the wire: it changes nothing of what was seen.
    @Override
    public void close() {
        for (Node node : nodes.values()) quietly(node::kill);
        for (Connection connection : past) quietly(connection::close);
        for (Connection connection : connections.values()) quietly(connection::close);
        for (Listener listener : listeners.values()) quietly(listener::close);
        for (Link link : links) quietly(link::close);
        quietly(site::close);
        quietly(() -> Remover.remove(data));
    }

    private interface Clearing {
        void run() throws IOException;
    }

    private void quietly(Clearing clearing) {
        try {
            clearing.run();
        } catch (IOException e) {
            wire.event("player", "", "could not clear something away: " + e);
        }
    }
}
