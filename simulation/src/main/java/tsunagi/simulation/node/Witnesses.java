package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tsunagi.chain.AddResult;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Step;

/// Several witnesses, told in order.
public record Witnesses(List<? extends Witness> all) implements Witness {
    public Witnesses {
        all = List.copyOf(all);
    }

    @Override
    public void joined(SimulatedNode node, AddResult.Joined result) throws IOException {
        for (Witness witness : all) witness.joined(node, result);
    }

    @Override
    public void mined(SimulatedNode node) throws IOException {
        for (Witness witness : all) witness.mined(node);
    }

    @Override
    public void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {
        for (Witness witness : all) witness.sent(node, to, stream, frames.duplicate());
    }

    @Override
    public void asked(SimulatedNode node, NodeConnection by) {
        for (Witness witness : all) witness.asked(node, by);
    }

    @Override
    public void inputEnded(SimulatedNode node, NodeConnection by) {
        for (Witness witness : all) witness.inputEnded(node, by);
    }

    @Override
    public void closed(SimulatedNode node, NodeConnection connection, CloseReason reason) {
        for (Witness witness : all) witness.closed(node, connection, reason);
    }

    @Override
    public void ticked(SimulatedNode node) throws IOException {
        for (Witness witness : all) witness.ticked(node);
    }

    @Override
    public void goingDown(SimulatedNode node) {
        for (Witness witness : all) witness.goingDown(node);
    }

    @Override
    public void started(SimulatedNode node) throws IOException {
        for (Witness witness : all) witness.started(node);
    }
}
