package tsunagi.simulation.invariant;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import tsunagi.chain.AddResult;
import tsunagi.network.core.Step;
import tsunagi.protocol.Block;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Message;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;

/// Of the blocks that joined a chain, none is gossiped over a connection after a child of it (4.2).
///
/// A child that went out before its parent joined the chain once more is no fault: the peer
/// connected after the parent was first on the chain, and got the child alone.
public final class ParentsComeFirst implements Invariant {
    private final Map<String, Joins> joins = new HashMap<>();

    /// Over each connection: after how many joins of the node the first child of a block was sent.
    /// Only ever asked, never gone through, so that the order of identities decides nothing.
    private final Map<NodeConnection, Map<Hash, Long>> childSent = new WeakHashMap<>();

    /// What joined the chain of one node.
    private static final class Joins {
        private final Map<Hash, Long> blocks = new HashMap<>();
        private final List<Switch> switches = new ArrayList<>();
        private long count;

        /// How many joins there had been, with this one, when the block last joined.
        long of(Block block) {
            long last = blocks.getOrDefault(block.hash(), 0L);
            for (Switch to : switches) {
                if (to.fork() < block.index()) last = Math.max(last, to.count());
            }
            return last;
        }
    }

    /// A switch to a rival names none of its blocks but the highest.
    private record Switch(long fork, long count) {}

    @Override
    public void joined(SimulatedNode node, AddResult.Joined result) {
        Joins known = joins.computeIfAbsent(node.name(), name -> new Joins());
        known.count++;
        result.joined().forEach(block -> known.blocks.put(block.hash(), known.count));
        if (result instanceof AddResult.Switched rival) {
            known.switches.add(new Switch(rival.forkIndex(), known.count));
        }
    }

    @Override
    public void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {
        if (stream == Step.Stream.ANSWER) return;
        Joins known = joins.computeIfAbsent(node.name(), name -> new Joins());
        Map<Hash, Long> parents = childSent.computeIfAbsent(to, connection -> new HashMap<>());
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (!(Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)) continue;
            Block block = announced.block();
            Long sentBefore = parents.get(block.hash());
            if (sentBefore != null && known.of(block) > 0 && sentBefore >= known.of(block)) {
                throw new Violation(
                        name(),
                        node.name() + " gossips block " + block.index() + " over " + to + " after a child of it");
            }
            parents.putIfAbsent(block.prevHash(), known.count);
        }
    }
}
