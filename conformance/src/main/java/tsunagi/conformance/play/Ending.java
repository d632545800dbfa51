package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.wire.Octets;

/// Judges a stage once more, some time after the last line of its scenario: what peers heard since,
/// what crossed links, whether nodes still answer when their peers are gone, and how they end.
final class Ending {
    /// What a node may take for each answer. Other scenarios are played meanwhile, so it costs
    /// nothing to give a busy machine more time than a line gives.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;
    private final WireLog wire;
    private final Pace pace;

    Ending(Stage stage, WireLog wire, Pace pace) {
        this.stage = stage;
        this.wire = wire;
        this.pace = pace;
    }

    /// Returns the first fault found, or that there is none.
    StepResult judge() throws IOException {
        for (Node node : stage.runningNodes()) {
            StepResult heard = heard(node);
            if (!(heard instanceof StepResult.Done)) return heard;
        }
        StepResult carried = carriedOnce();
        if (!(carried instanceof StepResult.Done)) return carried;
        stage.peers.closeInOrder();
        for (Node node : stage.runningNodes()) {
            StepResult answers = answers(node);
            if (!(answers instanceof StepResult.Done)) return answers;
        }
        return stop();
    }

    /// Fences each connection of a node, so that all that it had to say has come, and
    /// takes nothing for granted.
    private StepResult heard(Node node) throws IOException {
        Silence.Result fenced = new Silence(wire, node, () -> pace.deadline(PATIENCE))
                .fence(stage.peers.connectionsWith(node.name), Silence.Fences.ALL, null);
        StepResult soFar = noise(node);
        if (!(soFar instanceof StepResult.Done)) return soFar;
        return switch (fenced) {
            case Silence.Fenced ignored -> StepResult.DONE;
            case Silence.Disturbed ignored -> new StepResult.Disturbed(node.name);
            case Silence.Undecided undecided -> stage.undecided(node.name, undecided.reason());
        };
    }

    /// How the message begins if a peer has heard what it must not.
    static String at(Connection connection) {
        return "after the last line, at %s: ".formatted(connection.peer);
    }

    private StepResult noise(Node node) {
        for (Connection connection : stage.peers.connectionsWith(node.name)) {
            if (!connection.isJudgedAtTheEnd()) continue;
            Deadline now = Deadline.in(Duration.ZERO);
            Listening listening = new Listening(connection, stage.names, now, Long.MIN_VALUE, Duration.ZERO, () -> now);
            StepResult result = listening.silent(Deadline.in(Duration.ZERO));
            if (result instanceof StepResult.Wrong wrong) {
                return new StepResult.Wrong(at(connection) + wrong.message(), wrong.expected(), wrong.actual());
            }
        }
        return StepResult.DONE;
    }

    /// Counts again what each `link … once` counted, where the connection is still the same.
    private StepResult carriedOnce() {
        for (Carried carried : stage.carried) {
            String excess = carried.excess(stage.convergences);
            if (excess != null) return StepResult.wrong("after the last line: " + excess);
        }
        return StepResult.DONE;
    }

    private StepResult answers(Node node) {
        wire.event(node.name, "", "is asked once more, its peers are gone");
        List<Octets> before = node.chain();
        return switch (node.probe(pace.deadline(PATIENCE))) {
            case Probe.Answered now ->
                now.chain().equals(before)
                        ? StepResult.DONE
                        : StepResult.wrong("%s has another chain after its peers have closed: %s blocks, not %s"
                                .formatted(node.name, now.chain().size(), before.size()));
            case Probe.Unsteady ignored -> StepResult.DONE;
            case Probe.Unanswered unanswered ->
                StepResult.wrong("%s does not answer any more after its peers have closed: %s"
                        .formatted(node.name, unanswered.reason()));
        };
    }

    /// Asks nodes to end in scenarios that handle them as processes anyway: it costs more than
    /// killing them. A container's first process ignores a signal that it has no handler for, so
    /// images are not judged by it.
    private StepResult stop() {
        boolean asks = stage.needs().contains(Need.CONSOLE) || stage.needs().contains(Need.PROCESS);
        if (!asks || !stage.target.offers().contains(Need.PROCESS) || stage.target.hasContainers()) {
            return StepResult.DONE;
        }
        Acting acting = new Acting(stage, wire, pace);
        for (Node node : stage.runningNodes()) {
            StepResult stopped = acting.stop(node);
            if (!(stopped instanceof StepResult.Done)) return stopped;
        }
        return StepResult.DONE;
    }
}
