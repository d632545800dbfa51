package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// All that one scenario has on its stage, and how it is cleared away. Used
/// by one thread at a time.
final class Stage implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    final WireLog wire;
    final Environment names;
    final Target target;
    final Form form;
    final Peers peers;
    /// Lines at which a frame did not come, for a reason that is known and set aside.
    final List<SetAside> setAside = new ArrayList<>();
    /// When nodes were last found to agree, as System.nanoTime.
    final List<Long> convergences = new ArrayList<>();
    /// What `link … once` lines counted.
    final List<Carried> carried = new ArrayList<>();

    /// What was seen of nodes that did not agree in time; null unless a step failed of that.
    @Nullable
    Disagreement disagreement;

    /// @param at   when the time was over, as the log of the wire has it
    /// @param look the last one that began in time; null if it found one chain, and that one wrong
    record Disagreement(Duration at, @Nullable Look look) {}

    /// What a look at several nodes found that did not agree.
    sealed interface Look permits Unanswered, Differing {}

    /// The node kept others from being compared: it did not answer in time.
    record Unanswered(String node) implements Look {}

    /// @param node  the first one that had another chain
    /// @param chain what it answered then
    /// @param at    when that was, as the log of the wire has it
    /// @param words the same for people
    record Differing(String node, List<Octets> chain, Duration at, String words) implements Look {}

    private final Scenario scenario;
    private final Site site;
    private final Path data;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private boolean settledByTimeAlone;

    Stage(Scenario scenario, Target target, WireLog wire, Form form) throws IOException {
        this.form = form;
        this.scenario = scenario;
        this.target = target;
        this.wire = wire;
        this.names = new Environment(scenario.names());
        this.site = Sites.open(target);
        this.peers = new Peers(scenario, site.player(), wire, names, form);
        this.data = Scratch.make();
    }

    /// Whether the scenario defines these bytes. What was mined or captured meanwhile is no part
    /// of it.
    boolean isDefined(Octets frame) {
        return scenario.names().containsValue(frame);
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

    /// The address that a node dials: a listening peer's port, or the near end of a link.
    String addressFor(String dialler, String end) throws IOException {
        if (peers.listens(end)) return peers.listener(end).address();
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
        long asked = System.nanoTime();
        wire.fence(connection.peer, connection.node, question);
        connection.sendFence(question);
        if (connection.inbox.takeAll(chain, asked, pace.deadline(Node.TAKEN)) || connection.inbox.hasEnded()) {
            return StepResult.DONE;
        }
        connection.owed.addAll(chain);
        settledByTimeAlone = true;
        boolean grew = node.probe(pace.deadline(Node.TAKEN)) instanceof Probe.Answered now
                && !now.chain().equals(chain);
        return grew ? new StepResult.Disturbed(node.name) : StepResult.DONE;
    }

    /// What a node leaves undecided: at its door, if there are several.
    StepResult.Undecided undecided(String node, String reason) {
        return isOfSeveralNodes()
                ? undecided(node, node + ": " + reason, "leaves it undecided: " + reason)
                : new StepResult.Undecided(reason);
    }

    /// The same in other words.
    ///
    /// @param did what the node did or left undone
    StepResult.Undecided undecided(String node, String reason, String did) {
        String implementation = target.implementation(node).orElse("");
        return new StepResult.Undecided(reason, isOfSeveralNodes() ? new Fault(node, implementation, did) : null);
    }

    /// The first node that contradicted itself.
    Optional<Node> retreating() {
        return nodes().stream().filter(node -> node.retreat() != null).findFirst();
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

    /// The node that dials a peer.
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

    /// Whether the scenario has several nodes, whatever runs by now.
    boolean isOfSeveralNodes() {
        return scenario.nodes().size() > 1;
    }

    /// A node that ended by itself, and how; null if there is none.
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

    /// Whether something outside of the kit ended a node.
    boolean disturbedFromOutside() {
        return nodes.values().stream().anyMatch(Node::endedFromOutside);
    }

    /// Nothing that becomes of the present connections with a node is held against it from now on.
    void excuse(String node) {
        peers.connectionsWith(node).forEach(Connection::endIsJudged);
    }

    /// The nodes that could do something now.
    List<Node> runningNodes() {
        return nodes.values().stream()
                .filter(node -> node.isRunning() && !node.isPaused())
                .toList();
    }

    boolean isRunning(String node) {
        Node known = nodes.get(node);
        return known != null && known.isRunning();
    }

    /// What each node printed last.
    Map<String, String> words() {
        return nodes.values().stream().collect(Collectors.toMap(node -> node.name, Node::words));
    }

    /// Clears everything away, as far as that can be done. What is left behind is named in the log
    /// of the wire: it changes nothing of what was seen.
    @Override
    public void close() {
        for (Node node : nodes.values()) quietly(node::kill);
        for (Closeable open : peers.open()) quietly(open::close);
        for (Link link : links) quietly(link::close);
        quietly(site::close);
        quietly(() -> Scratch.remove(data));
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
