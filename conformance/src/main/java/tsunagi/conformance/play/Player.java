package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Bytes;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Octets;

/// Plays one scenario, step by step, against nodes of its own.
public final class Player {
    private static final Duration START = Duration.ofSeconds(30);
    /// A connection may be over a moment before the process is.
    private static final Duration END = Duration.ofMillis(200);

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int MAX_TRIES = 3;

    private final Scenario scenario;
    private final Target target;
    private final Pace pace;
    private final WireLog wire = new WireLog();
    private @Nullable Recorder recorder;
    private boolean disturbed;

    private Player(Scenario scenario, Target target, double timeFactor) {
        this.scenario = scenario;
        this.target = target;
        this.pace = new Pace(timeFactor);
    }

    /// Plays it; again if the measuring was disturbed. No verdict about the node is ever played for twice.
    ///
    /// @param timeFactor what every time that the node is given is multiplied by
    public static Outcome play(Scenario scenario, Target target, double timeFactor) {
        for (int tries = 1; ; tries++) {
            Player player = new Player(scenario, target, timeFactor);
            Outcome outcome = player.outcome();
            if (!player.disturbed || tries == MAX_TRIES) return outcome;
        }
    }

    /// Plays it and notes what the node does instead of what its lines say.
    public static Recording record(Scenario scenario, Target target, double timeFactor) throws IOException {
        Player player = new Player(scenario, target, timeFactor);
        player.recorder = new Recorder(scenario, player.wire);
        return player.recorder.recording(player.outcome());
    }

    private Outcome outcome() {
        long start = System.nanoTime();
        Map<String, String> words = Map.of();
        Verdict verdict;
        String lack = lack();
        if (lack != null) return finished(new Verdict.Skipped(lack), start, words);
        try (Stage stage = new Stage(scenario, target, wire)) {
            verdict = verdict(stage);
            words = stage.words();
        } catch (IOException e) {
            verdict = new Verdict.Inconclusive(1, "the harness failed: " + e);
        }
        return finished(verdict, start, words);
    }

    private Outcome finished(Verdict verdict, long start, Map<String, String> words) {
        return new Outcome(scenario, verdict, Duration.ofNanos(System.nanoTime() - start), wire.events(), words);
    }

    private @Nullable String lack() {
        for (Need need : Need.values()) {
            if (scenario.needs().contains(need) && !target.offers().contains(need)) return target.lacks(need);
        }
        return null;
    }

    private Verdict verdict(Stage stage) throws IOException {
        boolean declares = scenario.steps().stream().anyMatch(step -> step instanceof Step.StartNode);
        int first = scenario.steps().getFirst().line();
        if (!declares) {
            wire.enter(first);
            StepResult started = startNode(stage, Scenario.DEFAULT_NODE, List.of());
            if (!(started instanceof StepResult.Done)) return verdict(started, first);
        }
        if (!target.isFreshEachTime()) {
            Verdict used = unlessFresh(stage, first);
            if (used != null) return used;
        }
        for (Step step : scenario.steps()) {
            wire.enter(step.line());
            StepResult result = guarded(stage, step);
            disturbed |= result instanceof StepResult.Disturbed;
            if (recorder != null) result = recorder.recorded(stage, step, result);
            if (!(result instanceof StepResult.Done)) return verdict(result, step.line());
            pace.stepEnded();
        }
        return new Verdict.Passed();
    }

    /// An address stands for one node, whose chain outlives a scenario.
    private @Nullable Verdict unlessFresh(Stage stage, int line) throws IOException {
        Deadline deadline = pace.deadline(Timing.DEFAULT.within());
        return switch (Probe.ask(stage.node(Scenario.DEFAULT_NODE).address, deadline)) {
            case Probe.Unanswered unanswered -> new Verdict.Inconclusive(line, unanswered.reason());
            case Probe.Unsteady unsteady -> new Verdict.Inconclusive(line, unsteady.reason());
            case Probe.Answered answered ->
                answered.chain().isEmpty()
                        ? null
                        : new Verdict.Skipped(
                                "the node has a chain of %s blocks already, and a scenario starts from genesis"
                                        .formatted(answered.chain().size()));
        };
    }

    private static Verdict verdict(StepResult result, int line) {
        return switch (result) {
            case StepResult.Done ignored -> new Verdict.Passed();
            case StepResult.Undecided undecided -> new Verdict.Inconclusive(line, undecided.reason());
            case StepResult.Disturbed ignored ->
                new Verdict.Inconclusive(line, "the chain changed while it was used to prove silence");
            case StepResult.Wrong wrong ->
                new Verdict.Failed(new Verdict.Failure(line, wrong.message(), wrong.expected(), wrong.actual()));
        };
    }

    /// A node that is gone is the reason of whatever else went wrong.
    private StepResult guarded(Stage stage, Step step) throws IOException {
        StepResult result;
        try {
            result = perform(stage, step);
        } catch (IOException e) {
            // Writing to a node that is gone fails too.
            if (stage.awaitDeserter(pace.deadline(END)) == null) throw e;
            result = StepResult.wrong(String.valueOf(e.getMessage()));
        }
        String deserter =
                result instanceof StepResult.Wrong ? stage.awaitDeserter(pace.deadline(END)) : stage.deserter();
        if (deserter == null) return result;
        if (stage.disturbedFromOutside()) return new StepResult.Undecided(deserter + ", by somebody else's doing");
        return switch (result) {
            case StepResult.Wrong wrong ->
                new StepResult.Wrong(deserter + "; " + wrong.message(), wrong.expected(), wrong.actual());
            default -> StepResult.wrong(deserter);
        };
    }

    private StepResult perform(Stage stage, Step step) throws IOException {
        Judging judging = new Judging(scenario, stage, wire, pace);
        Disturbing disturbing = new Disturbing(stage, wire);
        return switch (step) {
            case Step.StartNode start -> startNode(stage, start.node(), start.dials());
            case Step.Stop stop -> stop(stage.node(stop.node()));
            case Step.Kill kill -> kill(stage.node(kill.node()));
            case Step.Restart restart -> restart(stage.node(restart.node()));
            case Step.Console console -> console(stage, console);
            case Step.Listen listen -> listen(stage.listener(listen.peer()), true);
            case Step.Unlisten unlisten -> listen(stage.listener(unlisten.peer()), false);
            case Step.Dial dial -> dial(stage, dial);
            case Step.Send send -> send(stage, send);
            case Step.PeerAction action -> act(stage.connection(action.peer()), action.action());
            case Step.Cut cut -> disturbing.cut(cut);
            case Step.Heal heal -> disturbing.heal(heal);
            case Step.Partition partition -> disturbing.partition(partition);
            case Step.HealAll ignored -> disturbing.healAll();
            case Step.Pause pause -> disturbing.pause(pause.node(), true);
            case Step.Resume resume -> disturbing.pause(resume.node(), false);
            case Step.Netem netem -> disturbing.netem(netem);
            case Step.Accept accept -> judging.accept(accept);
            case Step.Expect expect -> judging.expect(expect);
            case Step.Linked linked -> judging.linked(linked);
            case Step.CarriedOnce carried -> judging.carriedOnce(carried);
            case Step.Converged converged ->
                new Convergence(stage, pace)
                        .await(converged, pace.deadline(converged.timing().within()));
        };
    }

    private StepResult stop(Node node) {
        wire.event(node.name, "", "is asked to stop");
        return node.stop(pace.scaled(STOP))
                ? over(node)
                : StepResult.wrong(node.name + " does not end when it is asked to");
    }

    private static StepResult over(Node node) {
        String fault = node.endFault();
        return fault == null ? StepResult.DONE : new StepResult.Undecided(node.name + ": " + fault);
    }

    private StepResult kill(Node node) {
        wire.event(node.name, "", "is killed");
        node.kill();
        return over(node);
    }

    private StepResult restart(Node node) {
        wire.event(node.name, "", "is started again");
        String fault = node.restart(pace.deadline(START));
        return fault == null ? StepResult.DONE : StepResult.wrong(node.name + " did not start again: " + fault);
    }

    private static StepResult listen(Listener listener, boolean yes) throws IOException {
        if (yes) listener.open();
        else listener.close();
        return StepResult.DONE;
    }

    private StepResult startNode(Stage stage, String name, List<String> dials) throws IOException {
        List<String> peers = new ArrayList<>();
        for (String end : dials) peers.add(stage.addressFor(name, end));
        String fault = stage.node(name).start(peers, pace.deadline(START));
        if (fault != null) {
            return new StepResult.Undecided("%s did not start: %s".formatted(name, fault));
        }
        for (Link link : stage.linksFrom(name)) {
            if (!stage.isRunning(link.accepter)) continue;
            if (!link.awaitUp(pace.deadline(Timing.DEFAULT.within()))) {
                return StepResult.wrong("%s did not connect to %s".formatted(name, link.accepter));
            }
            stage.awaitTaken(link, pace);
        }
        wire.event(name, "", "started");
        return StepResult.DONE;
    }

    private StepResult dial(Stage stage, Step.Dial dial) {
        try {
            stage.dial(dial.peer(), dial.node());
            stage.node(dial.node()).awaitTaken(pace);
            return StepResult.DONE;
        } catch (IOException e) {
            return StepResult.wrong("%s takes no connection: %s".formatted(dial.node(), e.getMessage()));
        }
    }

    private static StepResult send(Stage stage, Step.Send send) {
        List<Octets> writes = new ArrayList<>();
        for (Bytes segment : send.segments()) writes.add(stage.names.resolve(segment));
        for (Octets bytes : writes) stage.wire.data(send.peer(), send.node(), bytes, stage.names.describe(bytes));
        if (send.bytewise()) writes = singles(Octets.join(writes));
        stage.connection(send.peer()).send(writes);
        return StepResult.DONE;
    }

    private static List<Octets> singles(Octets bytes) {
        List<Octets> singles = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) singles.add(bytes.slice(i, i + 1));
        return singles;
    }

    private StepResult act(Connection connection, Step.Action action) throws IOException {
        wire.event(connection.peer, connection.node, action.word());
        switch (action) {
            case CLOSES -> connection.closeInOrder();
            case HALF_CLOSES -> connection.halfClose();
            case RESETS -> connection.reset();
            case STOPS_READING -> connection.readOn(false);
            case READS_AGAIN -> connection.readOn(true);
        }
        return StepResult.DONE;
    }

    private StepResult console(Stage stage, Step.Console console) throws IOException {
        if (console.text() == null) {
            wire.event("console", console.node(), "end of input");
            stage.node(console.node()).process().endConsole();
            return StepResult.DONE;
        }
        Octets line = stage.names.resolve(console.text());
        wire.data("console", console.node(), line, "");
        stage.node(console.node()).process().console(line);
        return StepResult.DONE;
    }
}
