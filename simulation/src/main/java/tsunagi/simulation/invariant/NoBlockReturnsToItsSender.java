package tsunagi.simulation.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import tsunagi.chain.AddResult;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.Extent;
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
        if (result instanceof AddResult.Switched rival) {
            switched(node, rival, known);
        } else {
            for (LoggedBlock block : result.joined()) known.put(block.hash(), block.origin());
        }
    }

    private static void switched(SimulatedNode node, AddResult.Switched rival, Map<Hash, Origin> known) {
        for (Extent returned : rival.returned()) put(node, returned.from(), returned.to(), Origin.LOCAL, known);
        long end = rival.last().offset() + rival.last().length();
        for (AddResult.OriginRun run : rival.origins().reversed()) {
            put(node, run.offset(), end, run.origin(), known);
            end = run.offset();
        }
    }

    private static void put(SimulatedNode node, long from, long to, Origin origin, Map<Hash, Origin> known) {
        byte[] log = node.log().prefix((int) to);
        ByteBuffer frames = ByteBuffer.wrap(log, (int) from, (int) (to - from));
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced) {
                known.put(announced.block().hash(), origin);
            }
        }
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
