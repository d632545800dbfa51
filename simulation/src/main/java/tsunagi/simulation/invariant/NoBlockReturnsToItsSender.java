package tsunagi.simulation.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import tsunagi.chain.AddResult;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.Origin;
import tsunagi.network.core.Step;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Message;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;

/// A block is not gossiped over the connection that it came by (4.1).
public final class NoBlockReturnsToItsSender implements Invariant {
    private final Map<String, Map<Hash, Origin>> origins = new HashMap<>();

    @Override
    public void joined(SimulatedNode node, AddResult.Joined result) {
        Map<Hash, Origin> known = origins.computeIfAbsent(node.name(), name -> new HashMap<>());
        for (LoggedBlock block : result.joined()) known.put(block.hash(), block.origin());
    }

    /// Its connections count from one again.
    @Override
    public void goingDown(SimulatedNode node) {
        origins.remove(node.name());
    }

    @Override
    public void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {
        Map<Hash, Origin> known = origins.get(node.name());
        if (known == null || stream == Step.Stream.ANSWER) return;
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (!(Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)) continue;
            if (to.session().origin().equals(known.get(announced.block().hash()))) {
                throw new Violation(
                        name(),
                        node.name() + " sends a block back over " + to + ", where it came from: "
                                + UTF_8.decode(frame.bytes()));
            }
        }
    }
}
