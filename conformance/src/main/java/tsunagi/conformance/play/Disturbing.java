package tsunagi.conformance.play;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.target.Netem;
import tsunagi.conformance.target.Target;

/// The steps that make life hard for nodes: cut links, pauses, a bad network.
final class Disturbing {
    private final Stage stage;
    private final WireLog wire;

    Disturbing(Stage stage, WireLog wire) {
        this.stage = stage;
        this.wire = wire;
    }

    StepResult cut(Step.Cut step) {
        return cut(stage.link(step.one(), step.other()), true);
    }

    StepResult heal(Step.Heal step) {
        return cut(stage.link(step.one(), step.other()), false);
    }

    private StepResult cut(Optional<Link> link, boolean yes) {
        link.ifPresent(one -> cut(one, yes));
        return StepResult.DONE;
    }

    private void cut(Link link, boolean yes) {
        wire.event(link.dialler, link.accepter, yes ? "cut" : "healed");
        link.cut(yes);
    }

    StepResult partition(Step.Partition step) {
        for (Link link : stage.links()) {
            if (isBetween(link, step.one(), step.other())) cut(link, true);
        }
        return StepResult.DONE;
    }

    private static boolean isBetween(Link link, List<String> one, List<String> other) {
        return (one.contains(link.dialler) && other.contains(link.accepter))
                || (other.contains(link.dialler) && one.contains(link.accepter));
    }

    StepResult healAll() {
        for (Link link : stage.links()) {
            if (link.isCut()) cut(link, false);
        }
        return StepResult.DONE;
    }

    StepResult pause(String node, boolean yes) throws IOException {
        wire.event(node, "", yes ? "is paused" : "is resumed");
        stage.node(node).pause(yes);
        return StepResult.DONE;
    }

    StepResult netem(Step.Netem step) throws IOException {
        wire.event(
                step.node(),
                "",
                "sends with %d ms delay and %d%% loss".formatted(step.delay().toMillis(), step.lossPercent()));
        if (stage.target instanceof Target.Image && Netem.lack().isEmpty()) {
            stage.node(step.node()).process().netem(step.delay(), step.lossPercent());
        } else {
            for (Link link : stage.links()) {
                boolean isItsOwn = link.dialler.equals(step.node()) || link.accepter.equals(step.node());
                if (isItsOwn) link.spoil(step.node(), step.delay(), step.lossPercent());
            }
        }
        return StepResult.DONE;
    }
}
