package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Shape;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.wire.ByteText;
import tsunagi.conformance.wire.Members;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Rewrites the expectation of each `node ->` line that the node does not meet into what the node
/// does, and lets the scenario go on from there.
final class Recorder {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final Scenario scenario;
    private final WireLog wire;
    private final Map<Integer, String> lines = new TreeMap<>();

    Recorder(Scenario scenario, WireLog wire) {
        this.scenario = scenario;
        this.wire = wire;
    }

    /// What the run amounts to.
    Recording recording(Outcome outcome) {
        return switch (outcome.verdict()) {
            case Verdict.Passed ignored -> new Recording.Recorded(lines);
            case Verdict.Failed failed ->
                new Recording.Impossible("line %s: %s"
                        .formatted(failed.failure().line(), failed.failure().message()));
            case Verdict.Inconclusive inconclusive -> new Recording.Impossible(inconclusive.reason());
            case Verdict.Skipped skipped -> new Recording.Impossible(skipped.reason());
        };
    }

    /// Notes a line that is not met, and then counts it as met. Steps that are about several
    /// nodes, or about time, say what all nodes owe each other; there is nothing of one node's to
    /// record in them, and they stay.
    StepResult recorded(Stage stage, Step step, StepResult result) throws IOException {
        if (!(result instanceof StepResult.Wrong) || !(step instanceof Step.Expect expect)) return result;
        if (stage.deserter() != null || !stage.peers.isConnected(expect.peer())) return result;
        Connection connection = stage.peers.connection(expect.peer());
        if (expect.expectation() instanceof Expectation.Mined mined && !connection.taken.isEmpty()) {
            return mined(stage.names, expect, mined, connection.taken.getLast(), result);
        }
        boolean ended = drain(stage, expect.node(), connection);
        note(expect, text(expect, List.copyOf(connection.taken), ended, stage.names));
        return StepResult.DONE;
    }

    private void note(Step.Expect expect, String text) {
        String line = scenario.line(expect.line());
        lines.put(
                expect.line(),
                line.substring(0, expect.span().from())
                        + text
                        + line.substring(expect.span().to()));
    }

    /// Another parent or other data can be recorded. A block that is wrong cannot:
    /// `mined` says that it is right.
    private StepResult mined(
            Environment names, Step.Expect expect, Expectation.Mined mined, Octets frame, StepResult result) {
        if (!(frame.readBlock() instanceof WireBlock.Canonical canonical)) return result;
        WireBlock block = canonical.block();
        Optional<String> parent = names.parentOf(block);
        if (parent.isEmpty() || !block.hashIsRight() || !block.hasWork()) return result;
        names.define(mined.name(), frame);
        note(expect, "mined %s on %s data %s".formatted(mined.name(), parent.get(), ByteText.literal(block.data())));
        return StepResult.DONE;
    }

    /// Takes all that comes until it is silent. Returns whether the node has ended the connection.
    private boolean drain(Stage stage, String node, Connection connection) throws IOException {
        connection.open = Derivative.END;
        Silence.Result fenced = new Silence(wire, stage.node(node), () -> Deadline.in(PATIENCE))
                .fence(stage.peers.connectionsWith(node), Silence.Fences.WHERE_SENT, connection);
        Duration settle = fenced instanceof Silence.Fenced proof ? proof.settle() : Silence.LONGEST_SETTLE;
        while (true) {
            switch (connection.inbox.take(Deadline.in(settle))) {
                case Inbox.Frame frame -> connection.taken.add(frame.bytes());
                case Inbox.Ended ignored -> {
                    return true;
                }
                case Inbox.Late ignored -> {
                    return false;
                }
            }
        }
    }

    private static String text(Step.Expect expect, List<Octets> came, boolean ended, Environment names) {
        if (came.isEmpty()) return ended ? "closed" : "nothing";
        if (came.size() == 1 && pattern(expect) instanceof Shape.Text text) {
            return keepPatterns(names.show(text.template()).toString(), came.getFirst());
        }
        List<String> words = new ArrayList<>();
        for (Octets frame : came) words.add(word(frame, came.size() == 1, names));
        return String.join(" ", words);
    }

    private static Shape pattern(Step.Expect expect) {
        return expect.expectation() instanceof Expectation.Frames frames ? frames.shape() : Derivative.END;
    }

    private static String word(Octets frame, boolean alone, Environment names) {
        String name = names.nameOf(frame);
        if (!name.isEmpty()) return name;
        String shown = frame.toString();
        boolean survives = Octets.utf8(raw(shown) + "\n").equals(frame);
        return alone && survives && shown.startsWith("BLOCK:") ? raw(shown) : quoted(frame);
    }

    private static String raw(String shown) {
        return shown.substring(0, shown.length() - 2);
    }

    /// Byte by byte where it is not plain, so that nothing depends on how a reader decodes it.
    private static String quoted(Octets frame) {
        StringBuilder out = new StringBuilder("'");
        for (byte b : frame.toArray()) {
            int c = b & 0xff;
            if (c == '\n') out.append("\\n");
            else if (c == '\\' || c == '\'') out.append('\\').append((char) c);
            else if (c < 0x20 || c >= 0x7f || c == '<') out.append("\\x%02x".formatted(c));
            else out.append((char) c);
        }
        return out.append('\'').toString();
    }

    /// The frame that came, with the patterns of the line in the members that had one.
    private static String keepPatterns(String template, Octets frame) {
        String merged = raw(frame.toString());
        for (Members.Member kept : Members.of(template, template.indexOf('{'))) {
            if (!kept.value().contains("<")) continue;
            for (Members.Member came : Members.of(merged, merged.indexOf('{'))) {
                if (!came.name().equals(kept.name()) || came.value().startsWith("[")) continue;
                int end = came.start() + came.value().length();
                merged = merged.substring(0, came.start()) + kept.value() + merged.substring(end);
                break;
            }
        }
        return merged;
    }
}
