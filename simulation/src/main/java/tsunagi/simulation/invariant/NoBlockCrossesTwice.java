package tsunagi.simulation.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import tsunagi.network.core.Step;
import tsunagi.protocol.FrameDecoder;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;

/// No block is gossiped twice over one connection in one direction (4.3). Answers are what was
/// asked for, and do not count.
public final class NoBlockCrossesTwice implements Invariant {
    /// Only ever asked, never gone through, so that the order of identities decides nothing.
    private final Map<NodeConnection, Set<ByteBuffer>> gossiped = new WeakHashMap<>();

    @Override
    public void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {
        if (stream == Step.Stream.ANSWER) return;
        Set<ByteBuffer> before = gossiped.computeIfAbsent(to, connection -> new HashSet<>());
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (!before.add(frame.bytes())) {
                throw new Violation(
                        name(),
                        node.name() + " gossips a block a second time over " + to + ": " + UTF_8.decode(frame.bytes()));
            }
        }
    }
}
