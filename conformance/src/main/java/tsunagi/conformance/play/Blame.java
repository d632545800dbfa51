package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.wire.Octets;

/// Finds the node of several that a failure of a step is laid at.
final class Blame {
    private final Stage stage;
    private final Trail trail;
    private final Trail later;
    private final Route route;

    /// @param end of what counts, as the log of the wire has it: what a node was given since is not
    ///            held against it
    private Blame(Stage stage, Duration end) {
        this.stage = stage;
        later = new Trail(stage.wire.events());
        trail = later.until(end);
        route = new Route(stage, trail, later);
    }

    /// Null where one node plays alone, where none was wrong, and where the
    /// player saw too little to tell.
    ///
    /// @param end of what counts, as the log of the wire has it
    static @Nullable Fault of(Step step, StepResult result, Stage stage, Duration end) throws IOException {
        if (!stage.isOfSeveralNodes() || !(result instanceof StepResult.Wrong wrong)) return null;
        Blame blame = new Blame(stage, end);
        Found plain = new Misconduct(stage, blame.later).found();
        return blame.fault(plain == null ? blame.find(step, wrong) : plain);
    }

    /// The same for what was wrong when all steps were over.
    static @Nullable Fault atTheEnd(StepResult result, Stage stage) {
        if (!stage.isOfSeveralNodes() || !(result instanceof StepResult.Wrong wrong)) return null;
        Blame blame = new Blame(stage, stage.wire.now());
        Found plain = new Misconduct(stage, blame.later).found();
        if (plain != null) return blame.fault(plain);
        for (Carried carried : stage.carried) {
            for (Link link : stage.links()) {
                boolean isItsLink =
                        link.traffic().filter(carried.traffic()::equals).isPresent();
                Found twice = isItsLink ? twice(link, carried.name(), carried.block(), carried.traffic()) : null;
                if (twice != null) return blame.fault(twice);
            }
        }
        for (Node node : stage.nodes()) {
            for (Connection connection : stage.peers.connectionsWith(node.name)) {
                if (wrong.message().startsWith(Ending.at(connection)))
                    return blame.fault(new Found(node.name, blame.sentAtTheEnd(connection.peer, wrong)));
            }
        }
        return stage.nodes().stream()
                .filter(node -> wrong.message().startsWith(node.name + " "))
                .findFirst()
                .map(node -> blame.fault(new Found(node.name, wrong.message().substring(node.name.length() + 1))))
                .orElse(null);
    }

    /// @param reason what the node did, to be read after its name
    record Found(String node, String reason) {}

    private @Nullable Fault fault(@Nullable Found found) {
        if (found == null) return null;
        String implementation = stage.target.implementation(found.node()).orElse("");
        return new Fault(found.node(), implementation, found.reason());
    }

    private @Nullable Found find(Step step, StepResult.Wrong wrong) throws IOException {
        return switch (step) {
            case Step.Expect expect -> atPeer(expect, wrong);
            case Step.Converged converged -> apart(converged);
            case Step.CarriedOnce carried -> onLink(carried);
            case Step.Linked linked -> undialled(linked.one(), linked.other());
            case Step.StartNode start -> afterStart(start.node());
            case Step.Accept accept -> dialler(accept.peer(), "did not dial %s as it must");
            case Step.NotDialled not -> dialler(not.peer(), "dialled %s and must not");
            case Step.Console console -> new Found(console.node(), "has closed its standard input");
            case Step.Stop stop -> new Found(stop.node(), "did not end as it must");
            case Step.Restart restart -> new Found(restart.node(), "did not start again");
            case Step.Dial dial -> new Found(dial.node(), "took no connection");
            default -> null;
        };
    }

    private Found dialler(String peer, String reason) {
        return new Found(stage.dialler(peer), reason.formatted(peer));
    }

    private @Nullable Found undialled(String one, String other) {
        Link link = stage.link(one, other).orElse(null);
        return link == null ? null : route.unconnected(link, "did not connect to " + link.accepter);
    }

    private Found afterStart(String node) {
        return stage.linksFrom(node).stream()
                .filter(route::isClosed)
                .findFirst()
                .map(link -> Route.closed(link, trail))
                .orElse(new Found(node, "did not connect to a node that it was told to dial"));
    }

    /// What a peer hears is the doing of the node that it is connected with, unless that node lacks
    /// a block that another one kept to itself.
    private @Nullable Found atPeer(Step.Expect step, StepResult.Wrong wrong) {
        boolean lacksFrame = step.expectation() instanceof Expectation.Frames && wrong.actual() == null;
        if (!lacksFrame || wrong.expected().isEmpty()) {
            return new Found(step.node(), sent(step.peer(), wrong));
        }
        Octets frame = wrong.expected().getFirst();
        if (trail.hasLost(step.node(), frame)) {
            return new Found(
                    step.node(),
                    "had %s, was started again, and does not send it any more (6.5)".formatted(route.name(frame)));
        }
        if (route.has(step.node(), frame)) {
            return new Found(
                    step.node(),
                    "%s and did not send it to %s".formatted(route.holding(step.node(), frame), step.peer()));
        }
        Found keeper = route.keeper(step.node(), frame);
        return keeper == null
                ? new Found(step.node(), "did not send " + route.name(frame) + " to " + step.peer())
                : keeper;
    }

    /// What a node did at a peer that no line expects.
    private String sent(String peer, StepResult.Wrong wrong) {
        return wrong.actual() == null
                ? "was wrong at %s: %s".formatted(peer, wrong.message())
                : "sent %s to %s, which is not expected there".formatted(route.name(wrong.actual()), peer);
    }

    private String sentAtTheEnd(String peer, StepResult.Wrong wrong) {
        return wrong.actual() == null ? "was wrong " + wrong.message() : sent(peer, wrong);
    }

    private @Nullable Found apart(Step.Converged step) throws IOException {
        Found silent = silent(step.nodes());
        if (silent != null) return silent;
        List<Octets> wanted = step.chain() == null
                ? longest(step.nodes())
                : step.chain().stream().map(stage.names::bytes).toList();
        Found apart = wanted == null ? null : apart(step.nodes(), wanted);
        if (apart != null) return apart;
        Link closed = stage.links().stream()
                .filter(link -> stage.isRunning(link.accepter) && route.isClosed(link))
                .findFirst()
                .orElse(null);
        if (closed != null) return Route.closed(closed, trail);
        if (wanted == null) return null;
        return switch (stage.disagreement == null ? null : stage.disagreement.look()) {
            case null -> null;
            case Stage.Unanswered slow -> new Found(slow.node(), "answers too slowly for the time of this line");
            case Stage.Differing late -> route.late(late, wanted);
        };
    }

    private @Nullable Found apart(List<String> nodes, List<Octets> wanted) throws IOException {
        for (String name : nodes) {
            Node node = stage.node(name);
            List<Octets> chain = node.chain();
            if (chain.equals(wanted)) continue;
            List<Octets> missing =
                    wanted.stream().filter(frame -> !chain.contains(frame)).toList();
            Found found = missing.isEmpty() ? new Found(name, beyond(chain, wanted)) : route.behind(name, missing);
            if (found != null) return found;
        }
        return null;
    }

    private static String beyond(List<Octets> chain, List<Octets> wanted) {
        boolean goesOn =
                chain.size() > wanted.size() && chain.subList(0, wanted.size()).equals(wanted);
        return goesOn ? "has more blocks than it must have" : "does not answer with its chain in order (2.2)";
    }

    /// The first of these nodes that did not answer in its own time.
    private @Nullable Found silent(List<String> nodes) throws IOException {
        for (String name : nodes) {
            String muteness = stage.node(name).muteness();
            if (muteness != null) return new Found(name, muteness);
        }
        return null;
    }

    /// Null if two chains are equally long and differ: either may be right (3.6).
    private @Nullable List<Octets> longest(List<String> nodes) throws IOException {
        Set<List<Octets>> longest = new HashSet<>(Set.of(List.of()));
        int length = 0;
        for (String name : nodes) {
            List<Octets> chain = stage.node(name).chain();
            if (chain.size() > length) longest.clear();
            if (chain.size() < length) continue;
            length = chain.size();
            longest.add(chain);
        }
        return longest.size() == 1 ? longest.iterator().next() : null;
    }

    private @Nullable Found onLink(Step.CarriedOnce step) throws IOException {
        Found silent = silent(List.of(step.one(), step.other()));
        if (silent != null) return silent;
        Link link = stage.link(step.one(), step.other()).orElseThrow();
        Octets block = stage.names.bytes(step.block());
        Traffic traffic = link.traffic().orElse(null);
        if (traffic == null) return route.unconnected(link, "is not connected to " + link.accepter);
        Found twice = twice(link, step.block(), block, traffic);
        if (twice != null) return twice;
        Found otherForm = otherForm(link, block);
        if (otherForm != null) return otherForm;
        return route.has(step.one(), block)
                ? route.edge(step.one(), step.other(), block)
                : route.edge(step.other(), step.one(), block);
    }

    private static @Nullable Found twice(Link link, String name, Octets block, Traffic traffic) {
        for (Traffic.Way way : Traffic.Way.values()) {
            int times = traffic.count(way, block);
            if (times <= 1) continue;
            boolean forth = way == Traffic.Way.FORTH;
            return new Found(
                    forth ? link.dialler : link.accepter,
                    "sent %s to %s %s times".formatted(name, forth ? link.accepter : link.dialler, times));
        }
        return null;
    }

    /// A node that sent a block over a link in a form that only receivers may take.
    private @Nullable Found otherForm(Link link, Octets block) {
        for (String from : List.of(link.dialler, link.accepter)) {
            String to = from.equals(link.dialler) ? link.accepter : link.dialler;
            if (later.sentInOtherForm(from, to, block)) {
                return new Found(
                        from,
                        "sent %s to %s in another form than the canonical one (2.8)".formatted(route.name(block), to));
            }
        }
        return null;
    }
}
