package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Asks nodes for their chains until they agree, and still do when what was under way has
/// had its time: a chain request that one of them has from another may be answered late, and
/// then with what comes after.
final class Convergence {
    /// Between two rounds of questions; it doubles up to the second, for nodes may
    /// limit how often one asks.
    private static final long FIRST_PAUSE_NANOS = 20_000_000;

    private static final long LONGEST_PAUSE_NANOS = 500_000_000;

    /// What each node is given for an answer, however little time is left.
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Stage stage;
    private final Pace pace;
    private Duration longestRoundTrip = Duration.ZERO;
    private Stage.@Nullable Look look;

    Convergence(Stage stage, Pace pace) {
        this.stage = stage;
        this.pace = pace;
    }

    /// Waits until all have the chain that is asked for. The last look that counts begins when the
    /// time is over.
    StepResult await(Step.Converged step) throws IOException {
        Deadline deadline = pace.deadline(step.timing().within());
        long earliest = pace.earliest(step.timing());
        @Nullable
        List<Octets> wanted = step.chain() == null
                ? null
                : step.chain().stream().map(stage.names::bytes).toList();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            String difference = difference(step.nodes(), wanted, deadline);
            if (difference == null) {
                if (System.nanoTime() < earliest) return StepResult.wrong("they agreed too early");
                LockSupport.parkNanos(Silence.settle(longestRoundTrip).toNanos());
                // The second look is about what was under way, not about the
                // time that it took to agree.
                difference = difference(step.nodes(), wanted, pace.deadline(Timing.DEFAULT.within()));
            }
            if (difference == null) {
                stage.convergences.add(System.nanoTime());
                return StepResult.DONE;
            }
            if (deadline.isOver()) return missing(atLast(step.nodes(), wanted));
            LockSupport.parkNanos(Math.min(pause, Math.max(1, deadline.nanosLeft())));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private static StepResult missing(String why) {
        return StepResult.missing("no agreement in time: " + why);
    }

    /// Looks once more when the time is over, and gives each node its own time for that. Whose
    /// fault it is has to be found from chains of one moment, and a question that the deadline cut
    /// off shows nothing.
    private String atLast(List<String> nodes, @Nullable List<Octets> wanted) throws IOException {
        Duration over = stage.wire.now();
        stage.disagreement = new Stage.Disagreement(over, look);
        String before = look instanceof Stage.Differing differing ? "; before that, " + differing.words() : "";
        List<List<Octets>> chains = new ArrayList<>();
        String silent = null;
        for (String node : nodes) {
            String mute = stage.node(node).whyMute(pace);
            if (mute != null && silent == null) silent = node + ": " + mute;
            chains.add(stage.node(node).chain());
        }
        if (silent != null) return silent + before;
        String now = compared(nodes, chains, wanted);
        return now == null ? "they agreed later" + before : now;
    }

    private @Nullable String difference(List<String> nodes, @Nullable List<Octets> wanted, Deadline deadline)
            throws IOException {
        // All at once: a node that takes half a second for an answer must not use up the time of
        // the others.
        List<Node> asked = new ArrayList<>();
        List<Future<Probe.Result>> answers = new ArrayList<>();
        for (String name : nodes) {
            Node node = stage.node(name);
            asked.add(node);
            Deadline each = deadline.nanosLeft() < LEAST.toNanos() ? pace.deadline(LEAST) : deadline;
            answers.add(node.asked(each));
        }
        List<List<Octets>> chains = new ArrayList<>();
        String unanswered = null;
        // What an earlier look showed may be untrue by now.
        look = null;
        for (int i = 0; i < asked.size(); i++) {
            Node node = asked.get(i);
            String reason = switch (node.noted(answers.get(i))) {
                case Probe.Unsteady unsteady -> unsteady.reason();
                case Probe.Unanswered one -> one.reason();
                case Probe.Answered answered -> {
                    chains.add(answered.chain());
                    if (answered.roundTrip().compareTo(longestRoundTrip) > 0) longestRoundTrip = answered.roundTrip();
                    yield null;
                }
            };
            if (reason == null) continue;
            look = new Stage.Unanswered(node.name);
            if (unanswered == null) unanswered = node.name + ": " + reason;
        }
        return unanswered == null ? compared(nodes, chains, wanted) : unanswered;
    }

    private @Nullable String compared(List<String> nodes, List<List<Octets>> chains, @Nullable List<Octets> wanted) {
        for (int i = 0; i < chains.size(); i++) {
            List<Octets> expected = wanted == null ? chains.getFirst() : wanted;
            if (!chains.get(i).equals(expected)) {
                String words = "%s has %s, not %s".formatted(nodes.get(i), shown(chains.get(i)), shown(expected));
                look = new Stage.Differing(nodes.get(i), chains.get(i), stage.wire.now(), words);
                return words;
            }
        }
        return wanted == null ? faultOf(chains.getFirst()) : null;
    }

    private String shown(List<Octets> chain) {
        if (chain.isEmpty()) return "genesis alone";
        List<String> words = new ArrayList<>();
        for (Octets frame : chain) {
            String name = stage.names.nameOf(frame);
            words.add(name.isEmpty() ? frame.brief(40) : name);
        }
        return "[" + String.join(" ", words) + "]";
    }

    private static @Nullable String faultOf(List<Octets> chain) {
        if (chain.isEmpty()) return "all have genesis alone";
        long index = 1;
        String parent = WireBlock.GENESIS_HASH;
        for (Octets frame : chain) {
            if (!(frame.readBlock() instanceof WireBlock.Canonical canonical)) return "not canonical: " + frame;
            WireBlock block = canonical.block();
            boolean links = block.index() == index && block.prevHash().equals(parent);
            if (!links || !block.hashIsRight() || !block.hasWork()) return "not a valid chain at block " + index;
            index++;
            parent = block.hash();
        }
        return null;
    }
}
