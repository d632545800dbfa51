package tsunagi.conformance.script;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Follows what each line makes of nodes, peers and links, and finds the line that cannot
/// work: a send on a connection that is over, a `restart` of a node that runs, and so on. The
/// reader has checked the names.
final class StateCheck {
    private final Map<String, NodeState> nodes = new HashMap<>();
    private final Map<String, PeerState> peers = new HashMap<>();
    private final Map<String, String> diallers = new HashMap<>();
    private final LinkStates links = new LinkStates();

    /// Why a line cannot work after those before it. If it can, what it changes is noted.
    Optional<String> fault(Step step) {
        return Optional.ofNullable(found(step));
    }

    private @Nullable String found(Step step) {
        return switch (step) {
            case Step.StartNode start -> start(start);
            case Step.Listen listen -> peer(listen.peer()).listen(true);
            case Step.Unlisten unlisten -> peer(unlisten.peer()).listen(false);
            case Step.Accept accept -> accept(accept.peer());
            case Step.NotDialled not -> peer(not.peer()).requireListening();
            case Step.Dial dial ->
                first(
                        node(dial.node()).requireNotEnded(),
                        () -> peer(dial.peer()).connect(dial.node()));
            case Step.Send send -> peer(send.peer()).send();
            case Step.Expect expect -> expect(expect);
            case Step.PeerAction action -> peer(action.peer()).act(action.action());
            case Step.Console console -> node(console.node()).console(console.ends());
            case Step.Stop stop -> ended(stop.node(), node(stop.node()).stop());
            case Step.Kill kill -> ended(kill.node(), node(kill.node()).kill());
            case Step.Restart restart -> node(restart.node()).restart();
            case Step.Pause pause -> node(pause.node()).pause();
            case Step.Resume resume -> node(resume.node()).resume();
            case Step.Netem netem -> node(netem.node()).netem(netem.isOff());
            case Step.Cut cut -> links.cut(cut.one(), cut.other());
            case Step.Heal heal -> links.heal(heal.one(), heal.other());
            case Step.HealAll ignored -> links.healAll();
            case Step.Partition partition -> links.partition(partition.one(), partition.other());
            case Step.Linked linked -> linked(linked.one(), linked.other());
            case Step.CarriedOnce carried -> linked(carried.one(), carried.other());
            case Step.Converged converged -> running(converged.nodes().stream());
        };
    }

    private @Nullable String start(Step.StartNode start) {
        node(start.node());
        for (String end : start.dials()) {
            if (peers.containsKey(end)) diallers.put(end, start.node());
            else links.add(start.node(), end);
        }
        return null;
    }

    private @Nullable String accept(String name) {
        PeerState peer = peer(name);
        String dialler = diallers.getOrDefault(name, "");
        String fault = first(peer.requireListening(), () -> node(dialler).requireNotEnded());
        return first(fault, () -> peer.connect(dialler));
    }

    private @Nullable String expect(Step.Expect expect) {
        boolean proven = switch (expect.expectation()) {
            case Expectation.Nothing ignored -> true;
            case Expectation.Open ignored -> true;
            case Expectation.Closed ignored -> false;
            case Expectation.Mined ignored -> false;
            case Expectation.Frames ignored -> false;
        };
        boolean end = expect.expectation() instanceof Expectation.Closed;
        // Frames of a node that has ended may be in the queue; a proof of silence asks the node.
        String fault = proven ? node(expect.node()).requireRunning() : null;
        return first(fault, () -> peer(expect.peer()).expect(proven, end));
    }

    private @Nullable String ended(String node, @Nullable String fault) {
        if (fault == null) peers.values().forEach(peer -> peer.nodeEnded(node));
        return fault;
    }

    private @Nullable String linked(String one, String other) {
        return first(running(Stream.of(one, other)), () -> links.requireWhole(one, other));
    }

    private @Nullable String running(Stream<String> names) {
        return names.map(name -> Optional.ofNullable(node(name).requireRunning()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private interface Check {
        @Nullable
        String fault();
    }

    private static @Nullable String first(@Nullable String fault, Check next) {
        return fault == null ? next.fault() : fault;
    }

    private NodeState node(String name) {
        return nodes.computeIfAbsent(name, NodeState::new);
    }

    private PeerState peer(String name) {
        return peers.computeIfAbsent(name, PeerState::new);
    }
}
