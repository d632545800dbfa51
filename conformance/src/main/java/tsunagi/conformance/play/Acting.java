package tsunagi.conformance.play;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tsunagi.conformance.script.Bytes;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Template;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.wire.Octets;

/// Performs the steps in which the player itself acts: it starts and ends nodes,
/// connects peers, and writes.
final class Acting {
    static final Duration STOP = Duration.ofSeconds(10);

    /// Who types, in the log of the wire.
    static final String CONSOLE = "console";

    /// What the log of the wire says of a node that comes back.
    static final String STARTED_AGAIN = "is started again";

    private static final Octets LF = Octets.utf8("\n");
    /// Between two writes to a standard input, so that a node reads them one by one.
    private static final long APART_NANOS = 10_000_000;

    private final Stage stage;
    private final WireLog wire;
    private final Pace pace;

    Acting(Stage stage, WireLog wire, Pace pace) {
        this.stage = stage;
        this.wire = wire;
        this.pace = pace;
    }

    /// Asks a node to end, and judges how it ends.
    StepResult stop(Node node) {
        wire.event(node.name, "", "is asked to stop");
        stage.excuse(node.name);
        if (!node.stop(pace.scaled(STOP)))
            return StepResult.wrong(node.name
                    + " does not end when it is asked to (SIGTERM, see \"The end of a scenario\" in golden/PLAYER.md)");
        String crash = node.crash();
        return crash == null
                ? over(node)
                : StepResult.wrong("%s was asked to end and crashed: %s".formatted(node.name, crash));
    }

    private static StepResult over(Node node) {
        String fault = node.endFault();
        return fault == null ? StepResult.DONE : new StepResult.Undecided(node.name + ": " + fault);
    }

    StepResult kill(Node node) {
        wire.event(node.name, "", "is killed");
        stage.excuse(node.name);
        node.kill();
        return over(node);
    }

    StepResult restart(Node node) {
        wire.event(node.name, "", STARTED_AGAIN);
        String fault = node.restart(pace.start());
        return fault == null ? StepResult.DONE : StepResult.wrong(node.name + " did not start again: " + fault);
    }

    StepResult listen(Listener listener, boolean yes) throws IOException {
        if (yes) listener.open();
        else listener.unlisten();
        return StepResult.DONE;
    }

    StepResult startNode(String name, List<String> dials) throws IOException {
        List<String> peers = new ArrayList<>();
        for (String end : dials) peers.add(stage.addressFor(name, end));
        String fault = stage.node(name).start(peers, pace.start());
        if (fault != null) {
            return stage.undecided(name, "%s did not start: %s".formatted(name, fault), "did not start: " + fault);
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

    StepResult dial(Step.Dial dial) throws IOException {
        try {
            stage.peers.dial(dial, stage.node(dial.node()).address);
        } catch (BindException e) {
            return new StepResult.Undecided(
                    "this machine does not let %s dial so: %s".formatted(dial.peer(), e.getMessage()));
        } catch (IOException e) {
            String place = dial.at() == null ? "" : " at " + dial.at();
            return StepResult.wrong("%s takes no connection%s: %s".formatted(dial.node(), place, e.getMessage()));
        }
        return stage.settle(stage.peers.connection(dial.peer()), pace);
    }

    StepResult send(Step.Send send) {
        List<Octets> writes = new ArrayList<>();
        for (Bytes segment : send.segments()) writes.add(stage.names.resolve(segment));
        for (Octets bytes : writes) wire.data(send.peer(), send.node(), bytes, stage.names.describe(bytes));
        if (send.bytewise()) writes = singles(Octets.join(writes));
        Connection connection = stage.peers.connection(send.peer());
        connection.hasAsked |= Octets.join(writes).frames().stream().anyMatch(Octets::asks);
        connection.send(writes);
        return StepResult.DONE;
    }

    private static List<Octets> singles(Octets bytes) {
        List<Octets> singles = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) singles.add(bytes.slice(i, i + 1));
        return singles;
    }

    StepResult act(Connection connection, Step.Action action) throws IOException {
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

    /// Writes a line to a node's standard input, or ends that. A node that reads it no more is
    /// wrong (6.2).
    StepResult console(Step.Console console) throws IOException {
        StepResult written = console.text() == null ? StepResult.DONE : typed(console, console.text());
        if (!console.ends() || !(written instanceof StepResult.Done)) return written;
        wire.event(CONSOLE, console.node(), "end of input");
        stage.node(console.node()).process().endConsole();
        return StepResult.DONE;
    }

    private StepResult typed(Step.Console console, Template template) throws IOException {
        Octets text = stage.names.resolve(template);
        wire.data(CONSOLE, console.node(), text, "");
        Octets line = console.ends() ? text : Octets.join(List.of(text, LF));
        try {
            RunningNode node = stage.node(console.node()).process();
            for (Octets write : console.bytewise() ? singles(line) : List.of(line)) {
                node.console(write);
                if (console.bytewise()) LockSupport.parkNanos(APART_NANOS);
            }
            return StepResult.DONE;
        } catch (IOException e) {
            return StepResult.wrong("%s has closed its standard input: %s".formatted(console.node(), e.getMessage()));
        }
    }
}
