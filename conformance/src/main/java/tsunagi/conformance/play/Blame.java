package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.wire.Octets;

/// Finds the node of several that a failure is laid at. All links run through the player, so it
/// knows how far a block came: the last node that had it and owed it to the next one is at
/// fault, wherever it was missed.
final class Blame {
    private static final Duration TIME_TO_SHOW = Duration.ofSeconds(3);

    /// Less than that is no reason for a failure.
    private static final Duration LONG_HOLD = Duration.ofMillis(500);

    private final Stage stage;
    private final Trail trail;
    private final Trail later;

    /// @param end of what counts, as the log of the wire has it: what a node was given since is not
    ///            held against it
    private Blame(Stage stage, Duration end) {
        this.stage = stage;
        later = new Trail(stage.wire.events());
        trail = later.until(end);
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
        return link == null ? null : unconnected(link, "did not connect to " + link.accepter);
    }

    private Found afterStart(String node) {
        return stage.linksFrom(node).stream()
                .filter(this::isClosed)
                .findFirst()
                .map(link -> closed(link, trail))
                .orElse(new Found(node, "did not connect to a node that it was told to dial"));
    }

    /// Why a link is not up. A node that ends connections cannot be dialled for long.
    private Found unconnected(Link link, String undone) {
        return isClosed(link) ? closed(link, trail) : new Found(link.dialler, undone);
    }

    /// A node that ended a connection is at fault. Floods, which are a cause, were found before.
    private static Found closed(Link link, Trail shown) {
        String closer = shown.wire().get(shown.closed(link)).from();
        return new Found(closer, "closed its connection with " + link.otherEnd(closer));
    }

    /// Whether the node that was dialled has ended a connection since it was started.
    private boolean isClosed(Link link) {
        int closed = trail.closed(link);
        return closed >= 0 && trail.wire().get(closed).from().equals(link.accepter);
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
                    "had %s, was started again, and does not send it any more (6.5)".formatted(name(frame)));
        }
        if (has(step.node(), frame)) {
            return new Found(
                    step.node(), "%s and did not send it to %s".formatted(holding(step.node(), frame), step.peer()));
        }
        Found keeper = keeper(step.node(), frame);
        return keeper == null ? new Found(step.node(), "did not send " + name(frame) + " to " + step.peer()) : keeper;
    }

    /// What a node did at a peer that no line expects.
    private String sent(String peer, StepResult.Wrong wrong) {
        return wrong.actual() == null
                ? "was wrong at %s: %s".formatted(peer, wrong.message())
                : "sent %s to %s, which is not expected there".formatted(name(wrong.actual()), peer);
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
                .filter(link -> stage.isRunning(link.accepter) && isClosed(link))
                .findFirst()
                .orElse(null);
        if (closed != null) return closed(closed, trail);
        if (wanted == null) return null;
        return switch (stage.disagreement == null ? null : stage.disagreement.look()) {
            case null -> null;
            case Stage.Unanswered slow -> new Found(slow.node(), "answers too slowly for the time of this line");
            case Stage.Differing late -> late(late, wanted);
        };
    }

    private @Nullable Found apart(List<String> nodes, List<Octets> wanted) throws IOException {
        for (String name : nodes) {
            Node node = stage.node(name);
            List<Octets> chain = node.chain();
            if (chain.equals(wanted)) continue;
            List<Octets> missing =
                    wanted.stream().filter(frame -> !chain.contains(frame)).toList();
            Found found = missing.isEmpty() ? new Found(name, beyond(chain, wanted)) : behind(name, missing);
            if (found != null) return found;
        }
        return null;
    }

    private static String beyond(List<Octets> chain, List<Octets> wanted) {
        boolean goesOn =
                chain.size() > wanted.size() && chain.subList(0, wanted.size()).equals(wanted);
        return goesOn ? "has more blocks than it must have" : "does not answer with its chain in order (2.2)";
    }

    /// A node that had all blocks for a while, and did not show them. What came just before it was
    /// asked may have come too late.
    private @Nullable Found late(Stage.Differing late, List<Octets> wanted) {
        List<Octets> missing =
                wanted.stream().filter(block -> !late.chain().contains(block)).toList();
        boolean had = missing.stream().allMatch(block -> {
            int came = trail.received(late.node(), block);
            return came >= 0 && trail.wire().get(came).at().plus(TIME_TO_SHOW).compareTo(late.at()) < 0;
        });
        if (missing.isEmpty()) return null;
        if (had)
            return new Found(
                    late.node(), "received %s and did not show it in time".formatted(name(missing.getFirst())));
        Octets last = missing.getLast();
        for (Octets block : missing) {
            int came = later.received(late.node(), block);
            if (came < 0) return behind(late.node(), missing);
            if (came > later.received(late.node(), last)) last = block;
        }
        return slow(late.node(), last, late.at());
    }

    /// The node that held a block longest on its way, if any held it for long.
    private @Nullable Found slow(String node, Octets block, Duration end) {
        Trail.Hold hold = later.longestHold(node, block, end).orElse(null);
        if (hold == null
                || hold.time().compareTo(LONG_HOLD) < 0
                || stage.nodes().stream().noneMatch(one -> one.name.equals(hold.node()))) return null;
        String seconds = String.format(Locale.ROOT, "%.1f s", hold.time().toMillis() / 1000.0);
        return new Found(
                hold.node(),
                hold.to().isEmpty()
                        ? "received %s and did not show it for %s".formatted(name(block), seconds)
                        : "passed %s on to %s only after %s".formatted(name(block), hold.to(), seconds));
    }

    /// The first of these nodes that did not answer in its own time.
    private @Nullable Found silent(List<String> nodes) throws IOException {
        for (String name : nodes) {
            Node node = stage.node(name);
            if (!node.isMute()) continue;
            return new Found(name, node.muteness());
        }
        return null;
    }

    /// Why a node lacks the end of a chain. Its last block shows it: a node that has it must pass
    /// it on, and who gets it without its parents must ask for them (3.7).
    private @Nullable Found behind(String node, List<Octets> missing) {
        Octets tip = missing.getLast();
        int came = trail.received(node, tip);
        if (came < 0 && trail.shows(node, tip))
            return new Found(node, "sent %s and does not have it in its chain".formatted(name(tip)));
        if (came < 0) return keeper(node, tip);
        Octets absent = missing.stream()
                .filter(block -> trail.received(node, block) < 0)
                .findFirst()
                .orElse(null);
        if (absent == null) {
            String what = isInOtherForm(node, missing.getFirst())
                    ? "has %s in its chain in another form than the canonical one (2.8)"
                    : "received %s and does not show it in its chain";
            return new Found(node, what.formatted(name(missing.getFirst())));
        }
        String sender = trail.wire().get(came).from();
        if (stage.link(node, sender).isEmpty()) return null;
        boolean asked = trail.asked(node, sender) > came;
        return asked
                ? new Found(sender, "was asked for its chain by %s and did not send %s".formatted(node, name(absent)))
                : new Found(node, "received %s without its parent and did not ask %s".formatted(name(tip), sender));
    }

    private boolean isInOtherForm(String node, Octets block) {
        Form any = new Form(true);
        return stage.chainOf(node).stream().map(any::read).anyMatch(block::equals);
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
        if (traffic == null) return unconnected(link, "is not connected to " + link.accepter);
        Found twice = twice(link, step.block(), block, traffic);
        if (twice != null) return twice;
        Found otherForm = otherForm(link, block);
        if (otherForm != null) return otherForm;
        return has(step.one(), block) ? edge(step.one(), step.other(), block) : edge(step.other(), step.one(), block);
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
                        from, "sent %s to %s in another form than the canonical one (2.8)".formatted(name(block), to));
            }
        }
        return null;
    }

    /// Goes from a node that lacks a block along the links to the first one that has it.
    private @Nullable Found keeper(String lacking, Octets block) {
        Set<String> seen = new HashSet<>(Set.of(lacking));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String here = next.remove();
            for (Link link : stage.links()) {
                String there = link.otherEnd(here);
                if (there == null || link.isCut() || !stage.isRunning(there)) continue;
                if (has(there, block)) return edge(there, here, block);
                if (seen.add(there)) next.add(there);
            }
        }
        return null;
    }

    /// Why a block did not get from one end of a link to the other. What came while the two were
    /// connected had to be passed on; what was there before had to be asked for, and then given.
    private @Nullable Found edge(String keeper, String lacking, Octets block) {
        Link link = stage.link(keeper, lacking).orElse(null);
        if (link == null) return null;
        if (trail.sentDamaged(keeper, lacking))
            return new Found(keeper, "%s and sent a damaged block to %s".formatted(holding(keeper, block), lacking));
        if (trail.closed(link) > trail.connected(link)) return closed(link, trail);
        boolean isUp = link.traffic().isPresent();
        // 5.2 gives the one that dials 4 s to 8 s.
        if (!isUp && later.closed(link) > later.connected(link)) return closed(link, later);
        if (!isUp) return unconnected(link, "did not connect to " + link.accepter + " again");
        int connected = trail.connected(link);
        if (trail.acquired(keeper, block) > connected) {
            return later.crossed(keeper, lacking, block)
                    ? slow(lacking, block, stage.disagreement == null ? stage.wire.now() : stage.disagreement.at())
                    : new Found(keeper, "%s and did not pass it on to %s".formatted(holding(keeper, block), lacking));
        }
        int asked = trail.asked(lacking, keeper);
        return asked > connected
                ? new Found(keeper, "was asked for its chain by %s and did not send %s".formatted(lacking, name(block)))
                : new Found(lacking, "did not ask %s for its chain, which holds %s".formatted(keeper, name(block)));
    }

    private boolean has(String node, Octets block) {
        if (trail.shows(node, block)) return true;
        return stage.chainOf(node).contains(block) && later.received(node, block) < 0;
    }

    /// A node need not have what it was given: it may have dropped it, or not have read it.
    private String holding(String node, Octets block) {
        boolean isShown = trail.sent(node, block) >= 0 || stage.chainOf(node).contains(block);
        return (isShown ? "has " : "received ") + name(block);
    }

    private String name(Octets frame) {
        String name = stage.names.nameOf(frame);
        if (!name.isEmpty()) return name;
        if (frame.asks()) return "a chain request";
        return frame.isBlockFrame() ? "a block" : "a frame that is no block";
    }
}
