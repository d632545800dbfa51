package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Writes a network as a transcript: the model says what each peer gets, and which chain the nodes
/// agree on after each move.
final class NetworkTranscript {
    /// Reads the chain back at the end.
    private static final String LAST = "Z";

    /// Asks the node that is started first after a blackout.
    private static final String FIRST = "Y";

    /// Over some links, and for nodes that have long answers to make.
    private static final String SOON = "  within 15s";

    /// A node dials again within 8 s (5.2), and a second time if the first came too soon.
    private static final String DIALLED_AGAIN = "  within 30s";

    private final Network network;
    private final NetworkModel model;
    private final FrameNames names = new FrameNames();
    private final Map<String, String> keys = new HashMap<>();
    private final List<String> steps = new ArrayList<>();
    private final Set<String> rules = new TreeSet<>(Set.of("2.3", "2.4", "4.1", "4.3"));
    private final Set<Need> needs = EnumSet.of(Need.NODES, Need.DIAL);
    private boolean hasForks;

    private NetworkTranscript(Network network) {
        this.network = network;
        this.model = new NetworkModel(network.dials());
    }

    /// Null if it asks for something that is out of scope, or PROTOCOL.md leaves open what must
    /// come.
    static @Nullable String of(Network network, Scope scope) {
        NetworkTranscript transcript = new NetworkTranscript(network);
        String text = transcript.text();
        return transcript.hasForks && !scope.hasForks() ? null : text;
    }

    private @Nullable String text() {
        for (int node = 0; node < model.nodes(); node++) {
            String dials = network.dials().get(node).stream()
                    .map(other -> " " + name(other))
                    .collect(Collectors.joining());
            steps.add("node " + name(node) + (dials.isEmpty() ? "" : " dials" + dials));
        }
        network.moves().forEach(this::make);
        if (!model.isWhole()) {
            if (!model.canRestore()) return null;
            restore();
        }
        int last = model.nodes() - 1;
        steps.add("dial " + LAST + " to " + name(last));
        ask(LAST, last);
        if (model.chain(last).isEmpty() || model.isAmbiguous()) return null;
        return header() + names.definitions() + "\n" + String.join("\n", steps) + "\n";
    }

    private String header() {
        return """
                title   What exploration found with the seed %s
                level   %s
                rules   %s
                kills   found-by-exploration
                needs   %s

                """.formatted(
                        network.seed(),
                        hasForks ? "SHOULD" : "MUST",
                        String.join(" ", rules),
                        needs.stream()
                                .map(need -> need.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(" ")));
    }

    private static String name(int node) {
        return "N" + (node + 1);
    }

    private String named(List<Integer> nodes) {
        return nodes.stream().map(NetworkTranscript::name).collect(Collectors.joining(" "));
    }

    private String blocks(List<String> chain) {
        return FrameNames.withRanges(
                chain.stream().map(key -> keys.getOrDefault(key, key)).collect(Collectors.joining(" ")));
    }

    private void make(Move move) {
        switch (move) {
            case Move.Join join -> {
                if (!model.canJoin(join.peer(), join.node())) return;
                steps.add("dial " + join.peer() + " to " + name(join.node()));
                model.join(join.peer(), join.node());
            }
            case Move.Give give -> {
                if (model.canGive(give.peer(), give.blocks())) give(give);
            }
            case Move.Tie tie -> {
                if (model.canTie(tie.peer(), tie.blocks())) tie(tie);
            }
            case Move.Blackout blackout -> {
                if (model.canBlackOut(blackout)) blackOut(blackout);
            }
            case Move.Mumble mumble -> {
                if (model.peers().contains(mumble.peer())) mumble(mumble);
            }
            case Move.Ask ask -> {
                if (!model.peers().contains(ask.peer())) return;
                ask(ask.peer(), model.nodeOf(ask.peer()));
                model.answered(ask.peer());
            }
            case Move.Type type -> type(type);
            case Move.Leave leave -> {
                if (!model.peers().contains(leave.peer())) return;
                steps.add(leave.peer() + (leave.resets() ? " resets" : " closes"));
                model.leave(leave.peer());
            }
            case Move.Outage outage -> {
                if (model.canBreak(outage)) breaks(outage);
            }
            case Move.Restore ignored -> {
                if (model.canRestore()) restore();
            }
        }
    }

    private void give(Move.Give give) {
        int node = model.nodeOf(give.peer());
        if (give.blocks().getFirst().index() <= model.chain(node).size()) {
            hasForks = true;
            rules.addAll(Set.of("3.6", "4.2"));
        }
        send(give.peer(), node, give.blocks());
        expect(model.give(give.peer(), give.blocks()));
        agree(node);
    }

    private void send(String peer, int node, List<WireBlock> blocks) {
        List<Octets> frames = new ArrayList<>();
        for (WireBlock block : blocks) {
            frames.add(block.canonicalFrame());
            keys.put(block.hash(), names.of(block.canonicalFrame()));
        }
        String sent = FrameNames.withRanges(names.sent(frames, List.of()));
        steps.add(peer + " -> " + name(node) + "  " + sent);
    }

    private void tie(Move.Tie tie) {
        hasForks = true;
        rules.addAll(Set.of("3.6", "4.2"));
        int node = model.nodeOf(tie.peer());
        send(tie.peer(), node, tie.blocks());
        ask(tie.peer(), node);
        model.tie(tie.peer(), tie.blocks());
    }

    private void blackOut(Move.Blackout blackout) {
        int first = blackout.first();
        needs.addAll(Set.of(Need.PROCESS, Need.RESTART));
        rules.addAll(Set.of("5.2", "6.5"));
        model.peers().forEach(peer -> steps.add(peer + " closes"));
        IntStream.range(0, model.nodes()).forEach(node -> steps.add("kill " + name(node)));
        startAlone(first);
        model.blackOut(blackout);
        if (!blackout.blocks().isEmpty()) {
            send(FIRST, first, blackout.blocks());
            ask(FIRST, first);
            steps.add("kill " + name(first));
            startAlone(first);
        }
        steps.add(FIRST + " closes");
        IntStream.range(0, model.nodes())
                .filter(node -> node != first)
                .forEach(node -> steps.add("restart " + name(node)));
        for (int node = 0; node < model.nodes(); node++) {
            for (int other : network.dials().get(node)) linked(node, other);
        }
        agree(0);
    }

    private void startAlone(int node) {
        steps.add("restart " + name(node));
        steps.add("dial " + FIRST + " to " + name(node));
        ask(FIRST, node);
    }

    private void linked(int node, int other) {
        steps.add("linked " + name(node) + " " + name(other) + DIALLED_AGAIN);
    }

    private void expect(Map<String, List<String>> owed) {
        owed.forEach((peer, blocks) ->
                steps.add(name(model.nodeOf(peer)) + " -> " + peer + "  " + blocks(blocks) + SOON + "  # 4.1"));
    }

    /// All nodes that hear of each other have the chain of this one.
    private void agree(int node) {
        List<String> chain = model.chain(node);
        String on = chain.isEmpty() ? "genesis" : blocks(chain);
        steps.add("converged " + named(model.within(node)) + " on " + on + SOON);
    }

    private void mumble(Move.Mumble mumble) {
        rules.add("1.6");
        String sent = names.sent(List.of(mumble.frame()), List.of());
        steps.add(mumble.peer() + " -> " + name(model.nodeOf(mumble.peer())) + "  " + sent + "  # is dropped");
    }

    private void ask(String peer, int node) {
        steps.add(peer + " -> " + name(node) + "  GET_CHAIN");
        String answer = model.chain(node).isEmpty() ? "nothing" : blocks(model.chain(node)) + SOON;
        steps.add(name(node) + " -> " + peer + "  " + answer + "  # 2.3");
    }

    private void type(Move.Type type) {
        int node = type.node();
        if (node >= model.nodes() || model.isDown(node) || !model.canGrow(node)) return;
        List<Integer> part = model.within(node);
        if (model.peers().stream().noneMatch(peer -> part.contains(model.nodeOf(peer)))) return;
        needs.add(Need.CONSOLE);
        rules.add("6.2");
        String line = FrameNames.quoted(Octets.of(type.line().getBytes(StandardCharsets.UTF_8)));
        List<String> before = model.chain(node);
        String parent = before.isEmpty() ? "genesis" : blocks(List.of(before.getLast()));
        String key = names.mined();
        steps.add("console " + name(node) + " " + line);
        String mined = "mined " + key + " on " + parent + " data " + line;
        for (String peer : model.mined(node, key).keySet()) {
            steps.add(name(model.nodeOf(peer)) + " -> " + peer + "  " + mined + "  within 30s  # 6.2");
            mined = key;
        }
        agree(node);
    }

    private void breaks(Move.Outage outage) {
        rules.add("5.2");
        switch (outage) {
            case Move.Kill kill -> {
                needs.addAll(Set.of(Need.PROCESS, Need.RESTART));
                rules.add("6.5");
                steps.add("kill " + name(kill.node()));
            }
            case Move.Split split -> {
                needs.add(Need.CUT);
                steps.add("partition " + named(sides(split, true)) + " | " + named(sides(split, false)));
            }
        }
        model.breaks(outage);
    }

    private List<Integer> sides(Move.Split split, boolean apart) {
        return IntStream.range(0, model.nodes())
                .filter(node -> split.apart().contains(node) == apart)
                .boxed()
                .toList();
    }

    private void restore() {
        Move.Outage outage = Objects.requireNonNull(model.outage());
        steps.add(outage instanceof Move.Kill kill ? "restart " + name(kill.node()) : "heal");
        Set<Integer> apart = new TreeSet<>(outage.apart());
        for (int node : apart) {
            for (int other : model.neighbours(node)) {
                if (!apart.contains(other)) linked(node, other);
            }
        }
        if (model.hasTwoBranches()) {
            hasForks = true;
            rules.addAll(Set.of("3.6", "4.2"));
        }
        expect(model.restore());
        agree(0);
    }
}
