package tsunagi.simulation;

import tsunagi.chain.AddResult;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.node.Witness;

/// What a run went through, so that nobody takes a quiet one for a hard one.
public final class Tally implements Witness {
    private int mined;
    private int reorganisations;
    private int crashes;

    @Override
    public void joined(SimulatedNode node, AddResult.Joined result) {
        if (result instanceof AddResult.Reorganised) reorganisations++;
    }

    @Override
    public void mined(SimulatedNode node) {
        mined++;
    }

    @Override
    public void goingDown(SimulatedNode node) {
        crashes++;
    }

    /// Blocks that honest nodes mined.
    public int mined() {
        return mined;
    }

    /// At all nodes together.
    public int reorganisations() {
        return reorganisations;
    }

    /// Of all nodes together.
    public int crashes() {
        return crashes;
    }
}
