package tsunagi.simulation.invariant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import tsunagi.chain.Tip;
import tsunagi.simulation.node.SimulatedNode;

/// What was forced to disk is in the log after every crash, byte for byte, and the chain
/// that comes of it is not shorter than the forced one was. A block mined here is forced
/// before anybody hears of it.
public final class DurableBlocksSurvive implements Invariant {
    /// @param log    what was durable
    /// @param forced the highest tip that the node had when all of its log was durable
    private record Promise(ByteBuffer log, long forced) {}

    private final Map<String, Promise> promises = new HashMap<>();
    private final Map<String, Long> forcedHeights = new HashMap<>();

    @Override
    public void mined(SimulatedNode node) {
        Tip tip = node.chain().tip();
        if (node.log().durable() < node.log().size()) {
            throw new Violation(name(), node.name() + " mined block " + tip.index() + " and has not forced it to disk");
        }
        noteHeight(node);
    }

    @Override
    public void ticked(SimulatedNode node) {
        if (node.log().durable() == node.log().size()) noteHeight(node);
    }

    private void noteHeight(SimulatedNode node) {
        forcedHeights.merge(node.name(), node.chain().tip().index(), Math::max);
    }

    @Override
    public void goingDown(SimulatedNode node) {
        ByteBuffer durable = ByteBuffer.wrap(node.log().prefix(node.log().durable()));
        promises.put(node.name(), new Promise(durable, forcedHeights.getOrDefault(node.name(), 0L)));
    }

    @Override
    public void started(SimulatedNode node) throws IOException {
        Promise promise = promises.get(node.name());
        if (promise == null) return;
        if (!node.log().startsWith(promise.log().array())) {
            throw new Violation(
                    name(),
                    node.name() + " had " + promise.log().remaining()
                            + " bytes of blocks on disk before it crashed, and not all"
                            + " of them after it started again");
        }
        if (node.chain().tip().index() < promise.forced()) {
            throw new Violation(
                    name(),
                    node.name() + " had a chain of " + promise.forced() + " blocks on disk and starts with one of "
                            + node.chain().tip().index());
        }
    }
}
