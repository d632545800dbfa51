package tsunagi.conformance.play;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// Finds the node of several that is wrong whatever the step was about: it is gone, contradicted
/// itself, sent what made another one close their connection, or made a block that nobody asked
/// for.
final class Misconduct {
    private final Stage stage;
    private final Trail trail;

    /// @param trail all that was seen
    Misconduct(Stage stage, Trail trail) {
        this.stage = stage;
        this.trail = trail;
    }

    Blame.@Nullable Found found() {
        Blame.Found gone = gone();
        if (gone != null) return gone;
        int tooLong = trail.tooLong();
        if (tooLong >= 0) {
            WireLog.Event sent = trail.wire().get(tooLong);
            return new Blame.Found(sent.from(), "%s to %s (1.3)".formatted(sent.text(), sent.to()));
        }
        Blame.Found flood = flood();
        if (flood != null) return flood;
        Node retreating = stage.retreating().orElse(null);
        return retreating == null
                ? maker()
                : new Blame.Found(retreating.name, Objects.requireNonNull(retreating.retreat()));
    }

    /// A node whose block neither the scenario nor a typed line asks for. All others take it, and
    /// what they do then is right and unexpected.
    private Blame.@Nullable Found maker() {
        List<String> names = stage.nodes().stream().map(node -> node.name).toList();
        Map<String, List<Octets>> mined = new HashMap<>();
        for (Trail.Origin origin : trail.origins(frame -> !stage.isDefined(frame))) {
            String node = origin.sender();
            if (!names.contains(node)) continue;
            Octets data = Octets.utf8(origin.block().data());
            List<Octets> before = mined.computeIfAbsent(node, ignored -> new ArrayList<>());
            int typed = Collections.frequency(trail.typed(node, origin.at()), data);
            int had = Collections.frequency(before, data);
            before.add(data);
            if (typed > had) continue;
            return new Blame.Found(
                    node,
                    typed == 0
                            ? "sent a block that neither a peer nor a typed line asked for"
                            : "sent another block of a line that was typed once (6.2)");
        }
        return null;
    }

    /// A node that sent more than another one had to bear. What came behind it may be lost. The
    /// player's peers count too, because all have one address for that node.
    private Blame.@Nullable Found flood() {
        List<String> names = stage.nodes().stream().map(node -> node.name).toList();
        for (String to : names) {
            Map<String, Long> dropped = trail.droppedAt(to);
            String most = names.stream()
                    .filter(dropped::containsKey)
                    .max(Comparator.comparing(dropped::get))
                    .orElse(null);
            if (most != null && Trail.isFlood(dropped)) {
                return new Blame.Found(most, "sent %s bad frames to %s (1.6)".formatted(dropped.get(most), to));
            }
            for (String from : trail.floodsOfRequestsAt(to)) {
                if (names.contains(from))
                    return new Blame.Found(from, "sent more than 200 chain requests to " + to + " (2.2)");
            }
        }
        return null;
    }

    private Blame.@Nullable Found gone() {
        return stage.nodes().stream()
                .filter(node -> node.endedByItself() != null)
                .findFirst()
                .map(node -> new Blame.Found(node.name, "ended by itself"))
                .orElse(null);
    }
}
