package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Looks at one node before all scenarios: whether it starts, mines a typed line on
/// genesis, takes a block, and relays it. A fault in one of these makes nearly every
/// scenario fail and hides all others.
public final class FirstCheck {
    private static final Duration GOSSIPED = Duration.ofSeconds(2);
    private static final Duration COMES = Duration.ofSeconds(5);
    private static final Duration CLOSES = Duration.ofSeconds(3);
    /// A node may end a moment after its connections.
    private static final Duration END = Duration.ofMillis(200);

    private static final String LINE = "first check";

    /// Any time will do (3.4).
    private static final long BLOCK_TIME = 1_700_000_000L;

    /// What the first check has found.
    public sealed interface Result permits NotStarted, Looked {}

    /// The node does not start.
    ///
    /// @param reason with what the node printed last
    public record NotStarted(String reason) implements Result {}

    /// The node starts.
    ///
    /// @param findings   faults that hide others, the most fundamental first
    /// @param allowances what scenarios may set aside to see others
    public record Looked(List<Finding> findings, Set<Allowance> allowances) implements Result {
        public Looked {
            findings = List.copyOf(findings);
            allowances = Set.copyOf(allowances);
        }
    }

    private final Target target;
    private final Stage stage;
    private final Conditions conditions;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Allowance> allowances = EnumSet.noneOf(Allowance.class);

    private FirstCheck(Target target, Stage stage, Conditions conditions) {
        this.target = target;
        this.stage = stage;
        this.conditions = conditions;
    }

    /// Starts a node of its own and looks at it. Of a node that runs already it finds
    /// out only that it is there.
    ///
    /// @param conditions with the times that the node is given
    public static Result run(Target target, Conditions conditions) throws IOException {
        Scenario none = new Scenario(
                "first-check",
                "The first check",
                Level.MUST,
                List.of(),
                List.of(),
                Set.of(),
                Map.of(),
                List.of(),
                List.of());
        try (Stage stage = new Stage(none, target, new WireLog(), Form.EXACT)) {
            return new FirstCheck(target, stage, conditions).result();
        }
    }

    private Result result() throws IOException {
        Node node = stage.node(Scenario.DEFAULT_NODE);
        String fault = node.start(List.of(), pace(false).start());
        if (fault != null) {
            String words = node.words().strip();
            return new NotStarted(words.isEmpty() ? fault : fault + "; it printed:\n" + words);
        }
        if (target.isFreshEachTime()) look();
        // A node without a fault has just answered, and is not waited for.
        String end = findings.isEmpty()
                ? stage.deserter()
                : stage.awaitDeserter(pace(false).deadline(END));
        if (end != null) return new Looked(List.of(ended(end, node.words().strip())), allowances);
        return new Looked(findings, allowances);
    }

    /// The end of a node explains all else that was found.
    private Finding ended(String end, String words) {
        String rule = findings.isEmpty() ? "5.1" : findings.getFirst().rule();
        String last = words.lines().reduce((ignored, line) -> line).orElse("");
        return new Finding(
                rule,
                end + " during the first check, which sends a block and a request, and types a line",
                last.isEmpty() ? "it printed nothing" : "its last line: " + last);
    }

    private Pace pace(boolean patient) {
        return new Pace(conditions, patient);
    }

    private void look() throws IOException {
        for (String peer : List.of("A", "B")) {
            if (!dial(peer, false)) return;
        }
        Optional<Finding> kept = keptOpen();
        blocks();
        kept.ifPresent(findings::add);
    }

    private void blocks() throws IOException {
        WireBlock parent = target.offers().contains(Need.CONSOLE) ? mined() : null;
        if (!findings.isEmpty() && !allowances.contains(Allowance.OTHER_FORM)) return;
        WireBlock block = parent == null
                ? Mint.mined(WireBlock.draft(1, BLOCK_TIME, WireBlock.GENESIS_HASH, LINE))
                : Mint.mined(WireBlock.draft(parent.index() + 1, BLOCK_TIME, parent.hash(), LINE));
        relayed(block);
    }

    /// Whether it closes a connection whose peer has ended its side. Only an empty chain shows it
    /// for certain, and there silence is proven by it.
    private Optional<Finding> keptOpen() throws IOException {
        Probe.Result result =
                stage.node(Scenario.DEFAULT_NODE).probe(pace(false).deadline(CLOSES));
        if (!(result instanceof Probe.KeptOpen)) return Optional.empty();
        return Optional.of(new Finding(
                "1.5",
                "it kept a connection open for %s s whose peer had ended its sending side"
                        .formatted(CLOSES.toSeconds()),
                "a node closes such a connection; silence on an empty chain cannot be proven otherwise"));
    }

    private boolean dial(String peer, boolean patient) throws IOException {
        StepResult dialled = new Acting(stage, stage.wire, pace(patient))
                .dial(new Step.Dial(0, peer, Scenario.DEFAULT_NODE, null, null));
        if (dialled instanceof StepResult.Wrong wrong) {
            findings.add(new Finding("1.1", wrong.message(), "a node takes connections at its port"));
            return false;
        }
        return true;
    }

    /// Has the node mine a line, and looks at what comes of it. Returns the block
    /// if others can build on it.
    private @Nullable WireBlock mined() throws IOException {
        StepResult typed = new Acting(stage, stage.wire, pace(false))
                .console(new Step.Console(0, Scenario.DEFAULT_NODE, FirstLine.template(LINE), false, false));
        if (typed instanceof StepResult.Wrong wrong) {
            findings.add(new Finding("6.2", wrong.message(), "each line on standard input is mined into a block"));
            return null;
        }
        Octets frame = minedFrame();
        if (frame == null) {
            findings.add(
                    new Finding(
                            "6.2",
                            "no block came to a connected peer after a line was typed, nor is one in the answer to GET_CHAIN",
                            "each line on standard input is mined into a block and sent to every peer; standard input is a pipe"));
            return null;
        }
        FirstLine line = FirstLine.of(frame, LINE);
        if (line.finding() != null) findings.add(line.finding());
        if (line.isOtherForm()) allowances.add(Allowance.OTHER_FORM);
        return line.block();
    }

    /// The frame of the block that the node mines: as it is relayed, or else out of the chain, for
    /// a node that relays nothing mines all the same.
    private @Nullable Octets minedFrame() {
        Deadline deadline = pace(false).deadline(Timing.MINED);
        while (true) {
            Octets frame = blockAt("A", deadline.atMost(pace(false).deadline(GOSSIPED)), null);
            if (frame != null || deadline.isOver()) return frame;
            send("A", List.of(Octets.of(Frames.GET_CHAIN)));
        }
    }

    /// Sends a good block, and looks whether it is taken and whether it is relayed.
    private void relayed(WireBlock block) throws IOException {
        Octets sent = block.canonicalFrame();
        send("A", List.of(sent, Octets.of(Frames.GET_CHAIN)));
        Octets answered = blockAt("A", pace(false).deadline(COMES), block.hash());
        if (answered == null) {
            findings.add(new Finding(
                    "3.6",
                    "a block that extends the tip and carries its work is not in the answer to GET_CHAIN",
                    "look at the hash (3.1), at genesis (3.3), and at the answer (2.2); the frame was " + sent));
            return;
        }
        noteForm(answered, sent);
        Octets relayed = blockAt("B", pace(false).deadline(COMES), block.hash());
        if (relayed == null) relayed = relayedPatiently(block);
        if (relayed != null) return;
        allowances.add(Allowance.NO_RELAY);
        findings.add(new Finding(
                "4.1",
                "a block that one peer sent reached no other peer",
                "a block that joins the chain is sent to every peer but the one it came from"));
    }

    /// The peers may have been too new for the node.
    private @Nullable Octets relayedPatiently(WireBlock parent) throws IOException {
        for (String peer : List.of("C", "D")) {
            if (!dial(peer, true)) return null;
        }
        WireBlock next = Mint.mined(WireBlock.draft(parent.index() + 1, BLOCK_TIME, parent.hash(), LINE));
        send("C", List.of(next.canonicalFrame()));
        return blockAt("D", pace(false).deadline(COMES), next.hash());
    }

    private void noteForm(Octets came, Octets sent) {
        if (came.equals(sent) || !allowances.add(Allowance.OTHER_FORM)) return;
        findings.add(FirstLine.otherForm(came));
    }

    private void send(String peer, List<Octets> frames) {
        for (Octets frame : frames) stage.wire.data(peer, Scenario.DEFAULT_NODE, frame, "");
        stage.peers.connection(peer).send(List.of(Octets.join(frames)));
    }

    /// Waits at a peer for the frame of a block, in whatever form.
    ///
    /// @param hash the one that is waited for, or null for any
    private @Nullable Octets blockAt(String peer, Deadline deadline, @Nullable String hash) {
        while (true) {
            if (!(stage.peers.connection(peer).inbox.take(deadline) instanceof Inbox.Frame frame)) return null;
            if (!frame.bytes().isBlockFrame()) continue;
            if (hash == null) return frame.bytes();
            boolean isIt = frame.bytes()
                    .readLeniently()
                    .filter(block -> block.hash().equals(hash))
                    .isPresent();
            if (isIt) return frame.bytes();
        }
    }
}
