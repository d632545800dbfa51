package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Target;

/// Plays one scenario, step by step, against nodes of its own.
public final class Player {
    /// A connection may be over a moment before the process is.
    private static final Duration TOO_LATE = Duration.ofSeconds(1);
    private static final String CHANGED = "the chain changed while it was used to prove silence";
    private static final Duration END = Duration.ofMillis(200);

    private static final int MAX_TRIES = 3;
    private static final List<String> FORM_RULES = List.of("2.5", "2.8");

    private final Scenario scenario;
    private final Target target;
    private final Pace pace;
    private final Conditions conditions;
    private final Intermission intermission;
    private final WireLog wire = new WireLog();
    private @Nullable Recorder recorder;
    private boolean disturbed;
    private Duration partBegan = Duration.ZERO;
    private Duration partEnded = Duration.ZERO;
    private boolean mayHaveComeTooSoon;

    private Player(
            Scenario scenario, Target target, Conditions conditions, boolean patient, Intermission intermission) {
        this.scenario = scenario;
        this.target = target;
        // In a network, an allowance for one node would hide whose fault a failure is.
        this.conditions = target instanceof Target.Mixed ? conditions.allowing(Set.of()) : conditions;
        this.pace = new Pace(this.conditions, patient);
        this.intermission = intermission;
    }

    /// Plays the scenario and waits at its end.
    ///
    /// @param timeFactor what every time that the node is given is multiplied by
    public static Outcome play(Scenario scenario, Target target, double timeFactor) {
        return play(scenario, target, Conditions.of(timeFactor), Intermission.HERE);
    }

    /// Plays the scenario. Plays it again in two cases only. The chain changed while it was used to
    /// prove silence: up to twice. A frame is missing at a connection that may have been too new
    /// for the node: once, with more time after each connection; the second play decides. A node
    /// that runs already is never played with twice.
    public static Outcome play(Scenario scenario, Target target, Conditions conditions, Intermission intermission) {
        boolean patient = false;
        for (int tries = 1; ; tries++) {
            Player player = new Player(scenario, target, conditions, patient, intermission);
            Outcome outcome = player.outcome();
            if (!target.isFreshEachTime() || Forks.areEnding()) return outcome;
            if (player.mayHaveComeTooSoon && !patient) patient = true;
            else if (!player.disturbed || tries >= MAX_TRIES) return outcome;
        }
    }

    /// Plays the scenario once, whatever comes of it, for a caller that knows when to play again.
    public static Outcome playOnce(Scenario scenario, Target target, Conditions conditions) {
        return new Player(scenario, target, conditions, false, Intermission.HERE).outcome();
    }

    /// Plays it and notes what the node does instead of what its lines say.
    public static Recording record(Scenario scenario, Target target, Conditions conditions) throws IOException {
        Player player = new Player(scenario, target, conditions, true, Intermission.HERE);
        player.recorder = new Recorder(scenario, player.wire);
        return player.recorder.recording(player.outcome());
    }

    private Outcome outcome() {
        long start = System.nanoTime();
        Optional<Verdict.Skipped> lack = lack(scenario, target);
        if (lack.isPresent()) return outcome(lack.get(), since(start), Map.of());
        Stage stage;
        try {
            stage = new Stage(scenario, target, wire, new Form(mayTakeAnyForm()));
        } catch (IOException e) {
            return outcome(kitFailed(firstLine(), e), since(start), Map.of());
        }
        // The stage is closed quietly: what cannot be cleared away changes
        // nothing of what was seen.
        try {
            Verdict verdict = verdict(stage);
            Duration took = since(start);
            if (verdict instanceof Verdict.Passed) verdict = ending(stage);
            if (verdict instanceof Verdict.Passed) verdict = onlyAllowed(stage);
            // A node that cannot be started may have met the same interruption.
            if (verdict instanceof Verdict.Inconclusive || stage.deserter() != null) Forks.awaitEnding();
            return outcome(verdict, took, stage.words());
        } finally {
            stage.close();
        }
    }

    /// Scenarios about the form itself are played as they stand.
    private boolean mayTakeAnyForm() {
        return conditions.allowances().contains(Allowance.OTHER_FORM)
                && FORM_RULES.stream().noneMatch(scenario.rules()::contains);
    }

    /// A scenario that held but for what is set aside has failed because of that alone.
    private Verdict onlyAllowed(Stage stage) {
        if (!stage.setAside.isEmpty()) {
            SetAside first = stage.setAside.getFirst();
            String message = "the only fault seen here is that %s: %s"
                    .formatted(Allowance.NO_RELAY.words(), first.wrong().message());
            return new Verdict.Failed(
                    new Verdict.Failure(first.line(), message, first.wrong().expected(), null));
        }
        String fault = stage.form.fault();
        if (fault == null) return new Verdict.Passed();
        String message = "the only fault seen here is that %s: %s".formatted(Allowance.OTHER_FORM.words(), fault);
        return new Verdict.Failed(new Verdict.Failure(firstLine(), message, List.of(), null));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Outcome outcome(Verdict verdict, Duration took, Map<String, String> words) {
        return new Outcome(scenario, Forks.areEnding() ? Verdict.interrupted() : verdict, took, wire.events(), words);
    }

    private int firstLine() {
        return scenario.steps().getFirst().line();
    }

    private static Verdict kitFailed(int line, IOException e) {
        return new Verdict.Inconclusive(line, "the kit itself failed: " + e);
    }

    /// Why a target cannot play a scenario; empty if it can.
    public static Optional<Verdict.Skipped> lack(Scenario scenario, Target target) {
        return Arrays.stream(Need.values())
                .filter(need ->
                        scenario.needs().contains(need) && !target.offers().contains(need))
                // What the target lacks itself comes first: a partner is no excuse for it.
                .min(Comparator.comparing(target::isPartnersLack))
                .map(need -> new Verdict.Skipped(target.lacks(need), target.isPartnersLack(need)));
    }

    private Verdict verdict(Stage stage) {
        pace.begin();
        int line = firstLine();
        try {
            Verdict unready = prepared(stage, line);
            if (pace.isOver()) return new Verdict.Inconclusive(line, pace.overText());
            if (unready != null) return unready;
            for (Step step : scenario.steps()) {
                line = step.line();
                wire.enter(line);
                StepResult result = guarded(stage, step);
                if (pace.isOver()) return new Verdict.Inconclusive(line, pace.overText());
                note(stage, result);
                if (recorder != null) result = recorder.recorded(stage, step, result);
                result = decided(stage, result);
                if (!(result instanceof StepResult.Done))
                    return verdict(result, line, Blame.of(step, result, stage, decisive(stage)));
                pace.stepEnded();
            }
            pace.lastLineEnded();
            return new Verdict.Passed();
        } catch (IOException e) {
            return pace.isOver() ? new Verdict.Inconclusive(line, pace.overText()) : kitFailed(line, e);
        }
    }

    /// The moment whose traffic shows whose fault a failure is. What comes in the last second of a
    /// wait can neither be passed on nor shown in time.
    private Duration decisive(Stage stage) {
        Duration end = stage.disagreement == null ? partEnded : stage.disagreement.at();
        Duration early = end.minus(TOO_LATE);
        return early.compareTo(partBegan.plus(TOO_LATE)) < 0 ? end : early;
    }

    private void note(Stage stage, StepResult result) {
        disturbed |= result instanceof StepResult.Disturbed;
        mayHaveComeTooSoon |=
                result instanceof StepResult.Wrong wrong && wrong.isMissing() && stage.settledByTimeAlone();
    }

    /// Starts the node of a scenario that declares none. Returns why there is
    /// nothing to play with, or null.
    private @Nullable Verdict prepared(Stage stage, int line) throws IOException {
        boolean declares = scenario.steps().stream().anyMatch(step -> step instanceof Step.StartNode);
        if (!declares) {
            wire.enter(line);
            StepResult started = new Acting(stage, wire, pace).startNode(Scenario.DEFAULT_NODE, List.of());
            if (!(started instanceof StepResult.Done)) return verdict(started, line, null);
        }
        return target.isFreshEachTime() ? null : unlessFresh(stage, line);
    }

    /// An address stands for one node, whose chain outlives a scenario.
    private @Nullable Verdict unlessFresh(Stage stage, int line) throws IOException {
        Deadline deadline = pace.deadline(Timing.DEFAULT.within());
        return switch (stage.node(Scenario.DEFAULT_NODE).probe(deadline)) {
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

    /// Leaves the stage open for a while and judges it once more.
    private Verdict ending(Stage stage) {
        int line = scenario.steps().getLast().line();
        intermission.pass(conditions.linger());
        try {
            StepResult result = guarded(stage, () -> new Ending(stage, wire, pace).judge());
            disturbed |= result instanceof StepResult.Disturbed;
            result = decided(stage, result);
            return verdict(result, line, Blame.atTheEnd(result, stage));
        } catch (IOException e) {
            return kitFailed(line, e);
        }
    }

    /// What one node of several leaves undecided is its fault if it contradicted itself: the other
    /// nodes must not stay without a verdict because of it.
    private static StepResult decided(Stage stage, StepResult result) {
        StepResult.Undecided open = switch (result) {
            case StepResult.Done ignored -> null;
            case StepResult.Wrong ignored -> null;
            case StepResult.Undecided undecided -> undecided;
            case StepResult.Disturbed disturbed -> stage.undecided(disturbed.node(), CHANGED);
        };
        if (open == null) return result;
        boolean isFault = stage.isOfSeveralNodes() && stage.retreating().isPresent();
        return isFault ? StepResult.wrong(open.reason()) : open;
    }

    private static Verdict verdict(StepResult result, int line, @Nullable Fault fault) {
        return switch (result) {
            case StepResult.Done ignored -> new Verdict.Passed();
            case StepResult.Undecided undecided ->
                new Verdict.Inconclusive(line, undecided.reason(), undecided.fault());
            case StepResult.Disturbed ignored -> new Verdict.Inconclusive(line, CHANGED);
            case StepResult.Wrong wrong ->
                new Verdict.Failed(new Verdict.Failure(line, wrong.message(), wrong.expected(), wrong.actual(), fault));
        };
    }

    private StepResult guarded(Stage stage, Step step) throws IOException {
        // A node that does not start shows nothing of what the scenario is about.
        if (step instanceof Step.StartNode) {
            StepResult started = perform(stage, step);
            partEnded = wire.now();
            return started;
        }
        return guarded(stage, () -> perform(stage, step));
    }

    /// Something that may find a node wrong, or be spoiled by one that is gone.
    private interface Part {
        StepResult play() throws IOException;
    }

    private static StepResult tooBusy(String peer) {
        return new StepResult.Undecided(
                ("the node closed the connection of %s after the player had read nothing there, or left a frame"
                                + " incomplete, for 20 s, as 5.4 allows; this machine is too busy for the scenario")
                        .formatted(peer));
    }

    /// A node that is gone is the reason of whatever else went wrong.
    private StepResult guarded(Stage stage, Part part) throws IOException {
        StepResult result;
        partBegan = wire.now();
        try {
            result = part.play();
            partEnded = wire.now();
        } catch (Derivative.TooManyWays e) {
            partEnded = wire.now();
            result = new StepResult.Undecided(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            partEnded = wire.now();
            // Writing to a node that is gone fails too.
            if (stage.awaitDeserter(pace.deadline(END)) == null) throw e;
            result = StepResult.wrong(String.valueOf(e.getMessage()));
        }
        Optional<String> givenUp = result instanceof StepResult.Wrong ? stage.peers.givenUp() : Optional.empty();
        if (givenUp.isPresent()) return tooBusy(givenUp.get());
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
        Acting acting = new Acting(stage, wire, pace);
        Judging judging = new Judging(stage, wire, pace, conditions.allowances());
        Disturbing disturbing = new Disturbing(stage, wire);
        return switch (step) {
            case Step.StartNode start -> acting.startNode(start.node(), start.dials());
            case Step.Stop stop -> acting.stop(stage.node(stop.node()));
            case Step.Kill kill -> acting.kill(stage.node(kill.node()));
            case Step.Restart restart -> acting.restart(stage.node(restart.node()));
            case Step.Console console -> acting.console(console);
            case Step.Listen listen -> acting.listen(stage.peers.listener(listen.peer()), true);
            case Step.Unlisten unlisten -> acting.listen(stage.peers.listener(unlisten.peer()), false);
            case Step.Dial dial -> acting.dial(dial);
            case Step.Send send -> acting.send(send);
            case Step.PeerAction action -> acting.act(stage.peers.connection(action.peer()), action.action());
            case Step.Cut cut -> disturbing.cut(cut);
            case Step.Heal heal -> disturbing.heal(heal);
            case Step.Partition partition -> disturbing.partition(partition);
            case Step.HealAll ignored -> disturbing.healAll();
            case Step.Pause pause -> disturbing.pause(pause.node(), true);
            case Step.Resume resume -> disturbing.pause(resume.node(), false);
            case Step.Netem netem -> disturbing.netem(netem);
            case Step.Accept accept -> judging.accept(accept);
            case Step.NotDialled not -> judging.notDialled(not);
            case Step.Expect expect -> judging.expect(expect);
            case Step.Linked linked -> judging.linked(linked);
            case Step.CarriedOnce carried -> judging.carriedOnce(carried);
            case Step.Converged converged -> new Convergence(stage, pace).await(converged);
        };
    }
}
