package tsunagi.conformance.play;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// Follows a block along the links between nodes. All links run through the player, so it knows how
/// far the block came: the last node that had it and owed it to the next one is at fault, wherever
/// it was missed.
final class Route {
    private static final Duration TIME_TO_SHOW = Duration.ofSeconds(3);

    /// Less than that is no reason for a failure.
    private static final Duration LONG_HOLD = Duration.ofMillis(500);

    private final Stage stage;
    private final Trail trail;
    private final Trail later;

    /// @param trail what counts: what a node was given since is not held against it
    /// @param later all that was seen
    Route(Stage stage, Trail trail, Trail later) {
        this.stage = stage;
        this.trail = trail;
        this.later = later;
    }

    /// Goes from a node that lacks a block along the links to the first one that has it.
    Blame.@Nullable Found keeper(String lacking, Octets block) {
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
    Blame.@Nullable Found edge(String keeper, String lacking, Octets block) {
        Link link = stage.link(keeper, lacking).orElse(null);
        if (link == null) return null;
        if (trail.sentDamaged(keeper, lacking))
            return new Blame.Found(
                    keeper, "%s and sent a damaged block to %s".formatted(holding(keeper, block), lacking));
        if (trail.closed(link) > trail.connected(link)) return closed(link, trail);
        boolean isUp = link.traffic().isPresent();
        // 5.2 gives the one that dials 4 s to 8 s.
        if (!isUp && later.closed(link) > later.connected(link)) return closed(link, later);
        if (!isUp) return unconnected(link, "did not connect to " + link.accepter + " again");
        int connected = trail.connected(link);
        if (trail.acquired(keeper, block) > connected) {
            return later.crossed(keeper, lacking, block)
                    ? slow(lacking, block, stage.disagreement == null ? stage.wire.now() : stage.disagreement.at())
                    : new Blame.Found(
                            keeper, "%s and did not pass it on to %s".formatted(holding(keeper, block), lacking));
        }
        int asked = trail.asked(lacking, keeper);
        return asked > connected
                ? new Blame.Found(
                        keeper, "was asked for its chain by %s and did not send %s".formatted(lacking, name(block)))
                : new Blame.Found(
                        lacking, "did not ask %s for its chain, which holds %s".formatted(keeper, name(block)));
    }

    /// Why a node lacks the end of a chain. Its last block shows it: a node that has it must pass
    /// it on, and who gets it without its parents must ask for them (3.7).
    Blame.@Nullable Found behind(String node, List<Octets> missing) {
        Octets tip = missing.getLast();
        int came = trail.received(node, tip);
        if (came < 0 && trail.shows(node, tip))
            return new Blame.Found(node, "sent %s and does not have it in its chain".formatted(name(tip)));
        if (came < 0) return keeper(node, tip);
        Octets absent = missing.stream()
                .filter(block -> trail.received(node, block) < 0)
                .findFirst()
                .orElse(null);
        if (absent == null) {
            String what = isInOtherForm(node, missing.getFirst())
                    ? "has %s in its chain in another form than the canonical one (2.8)"
                    : "received %s and does not show it in its chain";
            return new Blame.Found(node, what.formatted(name(missing.getFirst())));
        }
        String sender = trail.wire().get(came).from();
        if (stage.link(node, sender).isEmpty()) return null;
        boolean asked = trail.asked(node, sender) > came;
        return asked
                ? new Blame.Found(
                        sender, "was asked for its chain by %s and did not send %s".formatted(node, name(absent)))
                : new Blame.Found(
                        node, "received %s without its parent and did not ask %s".formatted(name(tip), sender));
    }

    /// A node that had all blocks for a while, and did not show them. What came just before it was
    /// asked may have come too late.
    Blame.@Nullable Found late(Stage.Differing late, List<Octets> wanted) {
        List<Octets> missing =
                wanted.stream().filter(block -> !late.chain().contains(block)).toList();
        boolean had = missing.stream().allMatch(block -> {
            int came = trail.received(late.node(), block);
            return came >= 0 && trail.wire().get(came).at().plus(TIME_TO_SHOW).compareTo(late.at()) < 0;
        });
        if (missing.isEmpty()) return null;
        if (had)
            return new Blame.Found(
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
    private Blame.@Nullable Found slow(String node, Octets block, Duration end) {
        Trail.Hold hold = later.longestHold(node, block, end).orElse(null);
        if (hold == null
                || hold.time().compareTo(LONG_HOLD) < 0
                || stage.nodes().stream().noneMatch(one -> one.name.equals(hold.node()))) return null;
        String seconds = String.format(Locale.ROOT, "%.1f s", hold.time().toMillis() / 1000.0);
        return new Blame.Found(
                hold.node(),
                hold.to().isEmpty()
                        ? "received %s and did not show it for %s".formatted(name(block), seconds)
                        : "passed %s on to %s only after %s".formatted(name(block), hold.to(), seconds));
    }

    /// Why a link is not up. A node that ends connections cannot be dialled for long.
    Blame.Found unconnected(Link link, String undone) {
        return isClosed(link) ? closed(link, trail) : new Blame.Found(link.dialler, undone);
    }

    /// A node that ended a connection is at fault. Floods, which are a cause, were found before.
    static Blame.Found closed(Link link, Trail shown) {
        String closer = shown.wire().get(shown.closed(link)).from();
        return new Blame.Found(closer, "closed its connection with " + link.otherEnd(closer));
    }

    /// Whether the node that was dialled has ended a connection since it was started.
    boolean isClosed(Link link) {
        int closed = trail.closed(link);
        return closed >= 0 && trail.wire().get(closed).from().equals(link.accepter);
    }

    boolean has(String node, Octets block) {
        if (trail.shows(node, block)) return true;
        return stage.chainOf(node).contains(block) && later.received(node, block) < 0;
    }

    /// A node need not have what it was given: it may have dropped it, or not have read it.
    String holding(String node, Octets block) {
        boolean isShown = trail.sent(node, block) >= 0 || stage.chainOf(node).contains(block);
        return (isShown ? "has " : "received ") + name(block);
    }

    private boolean isInOtherForm(String node, Octets block) {
        Form any = new Form(true);
        return stage.chainOf(node).stream().map(any::read).anyMatch(block::equals);
    }

    String name(Octets frame) {
        String name = stage.names.nameOf(frame);
        if (!name.isEmpty()) return name;
        if (frame.asks()) return "a chain request";
        return frame.isBlockFrame() ? "a block" : "a frame that is no block";
    }
}
