package tsunagi.conformance.play;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Timing;

/// The steps that wait for a node and judge it.
final class Judging {
    private static final Duration NO_RELAY = Duration.ofMillis(300);

    /// Between two looks at the traffic of a link.
    private static final long LOOK_NANOS = 10_000_000;

    private final Stage stage;
    private final WireLog wire;
    private final Pace pace;
    private final Set<Allowance> allowances;

    Judging(Stage stage, WireLog wire, Pace pace, Set<Allowance> allowances) {
        this.stage = stage;
        this.wire = wire;
        this.pace = pace;
        this.allowances = allowances;
    }

    StepResult accept(Step.Accept accept) throws IOException {
        String node = stage.dialler(accept.peer());
        try {
            Listener.Arrived arrived = stage.peers
                    .listener(accept.peer())
                    .next(pace.deadline(accept.timing().within()));
            if (arrived == null) return StepResult.wrong("%s did not dial %s".formatted(node, accept.peer()));
            Long lost = stage.peers.lastEnd(accept.peer());
            stage.peers.join(accept.peer(), node, arrived.socket());
            wire.event(node, accept.peer(), "connected");
            if (arrived.nanoTime() < pace.earliest(accept.timing(), lost)) {
                return StepResult.wrong("%s dialled %s too early".formatted(node, accept.peer()));
            }
            // What a node sends first shows that it has begun with the connection (2.4).
            Connection connection = stage.peers.connection(accept.peer());
            connection.inbox.awaitFrame(pace.deadline(Node.TAKEN));
            return stage.settle(connection, pace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StepResult.Undecided("the run was interrupted");
        }
    }

    StepResult notDialled(Step.NotDialled step) throws IOException {
        try {
            return stage.peers.listener(step.peer()).isDialled(pace.exactly(step.time()))
                    ? StepResult.wrong("a connection came to " + step.peer())
                    : StepResult.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StepResult.Undecided("the run was interrupted");
        }
    }

    StepResult expect(Step.Expect step) throws IOException {
        if (!stage.peers.isConnected(step.peer())) return StepResult.wrong(step.peer() + " has no connection yet");
        Connection connection = stage.peers.connection(step.peer());
        connection.taken.clear();
        Duration within = within(step, connection);
        Listening listening = new Listening(
                connection,
                stage.names,
                pace.deadline(within),
                pace.earliest(step.timing()),
                pace.scaled(within),
                () -> pace.exactly(pace.scaled(within).minus(stage.peers.sinceLastWrite(step.node()))));
        StepResult result = result(step, connection, listening, within);
        if (result instanceof StepResult.Wrong wrong && wrong.isMissing() && isSetAside(step, connection)) {
            stage.setAside.add(new SetAside(step.line(), wrong));
            return StepResult.DONE;
        }
        if (result instanceof StepResult.Done) connection.hasAsked = false;
        return result;
    }

    /// Nothing is waited for at length that is known not to come.
    private Duration within(Step.Expect step, Connection connection) {
        return isSetAside(step, connection) ? NO_RELAY : step.timing().within();
    }

    /// Whether frames are expected here that nobody asked for on this connection: a node that
    /// relays nothing owes them.
    private boolean isSetAside(Step.Expect step, Connection connection) {
        return allowances.contains(Allowance.NO_RELAY)
                && step.expectation() instanceof Expectation.Frames frames
                && frames.shape().isOfBlocks()
                && !connection.hasAsked;
    }

    private StepResult result(Step.Expect step, Connection connection, Listening listening, Duration within)
            throws IOException {
        return switch (step.expectation()) {
            case Expectation.Frames frames -> listening.frames(frames.shape());
            case Expectation.Mined mined -> listening.mined(mined);
            case Expectation.Closed ignored -> listening.closed();
            case Expectation.Nothing nothing -> {
                Silence.Result result = fence(step.node(), connection, within);
                yield silent(step.node(), result, listening, nothing.atLeast());
            }
            case Expectation.Open ignored -> open(step.node(), fence(step.node(), connection, within), listening);
        };
    }

    private Silence.Result fence(String node, @Nullable Connection connection, Duration within) throws IOException {
        return new Silence(wire, stage.node(node), () -> pace.deadline(within))
                .fence(stage.peers.connectionsWith(node), Silence.Fences.WHERE_SENT, connection);
    }

    private StepResult silent(String node, Silence.Result result, Listening listening, Duration atLeast) {
        return switch (result) {
            case Silence.Disturbed ignored -> new StepResult.Disturbed(node);
            case Silence.Undecided undecided -> undecided(node, undecided, listening);
            case Silence.Fenced proof -> listening.silent(pace.exactly(longer(proof.settle(), atLeast)));
        };
    }

    private StepResult open(String node, Silence.Result result, Listening listening) {
        return switch (result) {
            case Silence.Disturbed ignored -> new StepResult.Disturbed(node);
            case Silence.Undecided undecided -> {
                StepResult soFar = listening.open(Deadline.in(Duration.ZERO));
                yield soFar instanceof StepResult.Wrong ? soFar : undecided(node, undecided);
            }
            case Silence.Fenced proof -> listening.open(pace.exactly(proof.settle()));
        };
    }

    /// Noise needs no proof, nor does the end of a connection.
    private StepResult undecided(String node, Silence.Undecided undecided, Listening listening) {
        StepResult soFar = listening.silent(Deadline.in(Duration.ZERO));
        return soFar instanceof StepResult.Wrong ? soFar : undecided(node, undecided);
    }

    private StepResult.Undecided undecided(String node, Silence.Undecided undecided) {
        return stage.undecided(node, undecided.reason());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    StepResult linked(Step.Linked step) throws IOException {
        Link link = stage.link(step.one(), step.other()).orElseThrow();
        if (!link.awaitUp(pace.deadline(step.timing().within()))) {
            return StepResult.wrong("%s and %s are not connected".formatted(step.one(), step.other()));
        }
        if (link.upSince() < pace.earliest(step.timing())) {
            return StepResult.wrong("%s and %s were connected too early".formatted(step.one(), step.other()));
        }
        stage.awaitTaken(link, pace);
        return StepResult.DONE;
    }

    StepResult carriedOnce(Step.CarriedOnce step) throws IOException {
        for (String node : List.of(step.one(), step.other())) {
            switch (fence(node, null, Timing.DEFAULT.within())) {
                case Silence.Disturbed ignored -> {
                    return new StepResult.Disturbed(node);
                }
                case Silence.Undecided undecided -> {
                    // The other node of the link must not stay without a verdict because of this
                    // one.
                    String mute = stage.node(node).whyMute(pace);
                    return mute == null ? undecided(node, undecided) : StepResult.wrong(node + ": " + mute);
                }
                case Silence.Fenced proof ->
                    LockSupport.parkNanos(proof.settle().toNanos());
            }
        }
        @Nullable
        Traffic traffic =
                stage.link(step.one(), step.other()).flatMap(Link::traffic).orElse(null);
        if (traffic == null) {
            return StepResult.wrong("%s and %s are not connected".formatted(step.one(), step.other()));
        }
        Carried carried = new Carried(step.block(), stage.names.bytes(step.block()), traffic);
        stage.carried.add(carried);
        String excess = carried.excess(stage.convergences);
        if (excess != null) return StepResult.wrong(excess);
        Deadline deadline = pace.deadline(Timing.DEFAULT.within());
        while (!carried.crossed()) {
            if (deadline.isOver()) return StepResult.missing(step.block() + " did not cross the link");
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return StepResult.DONE;
    }
}
