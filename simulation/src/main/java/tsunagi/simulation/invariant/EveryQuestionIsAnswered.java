package tsunagi.simulation.invariant;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.WeakHashMap;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Step;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Message;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;

/// A peer that asks and then closes its sending side gets all of its answers before the connection
/// ends (1.5): each is the chain from block 1 to at least the tip of the moment of the question.
public final class EveryQuestionIsAnswered implements Invariant {
    private final String askers;

    /// Only ever asked, never gone through, so that the order of identities decides nothing.
    private final Map<NodeConnection, Owed> owed = new WeakHashMap<>();

    /// What one peer has still to be sent.
    private static final class Owed {
        private final Deque<Long> tips = new ArrayDeque<>();
        private long last;
        private boolean inputEnded;
    }

    /// @param askers what the names of those begin with that ask for all and send nothing else
    public EveryQuestionIsAnswered(String askers) {
        this.askers = askers;
    }

    @Override
    public void asked(SimulatedNode node, NodeConnection by) {
        if (!by.peer().startsWith(askers)) return;
        long tip = node.chain().tip().index();
        if (tip > 0) owed.computeIfAbsent(by, peer -> new Owed()).tips.add(tip);
    }

    @Override
    public void inputEnded(SimulatedNode node, NodeConnection by) {
        owed.computeIfAbsent(by, peer -> new Owed()).inputEnded = true;
    }

    @Override
    public void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {
        Owed peer = owed.get(to);
        if (peer == null || stream != Step.Stream.ANSWER) return;
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (!(Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)) continue;
            long height = announced.block().index();
            if (height != peer.last + 1) {
                throw new Violation(name(), node.name() + " answers " + to + " with " + height + " after " + peer.last);
            }
            peer.last = height;
            Long tip = peer.tips.peek();
            if (tip == null || height < tip) continue;
            peer.tips.remove();
            peer.last = 0;
        }
    }

    @Override
    public void closed(SimulatedNode node, NodeConnection connection, CloseReason reason) {
        Owed peer = owed.remove(connection);
        if (peer == null || !peer.inputEnded) return;
        // Of one that reads nothing for long, nobody can say what it would have got.
        if (reason == CloseReason.WRITE_STALLED) return;
        if (!peer.tips.isEmpty() || reason != CloseReason.PEER_CLOSED) {
            throw new Violation(
                    name(),
                    node.name() + " owes " + connection + " " + peer.tips.size() + " answers and closes it, because "
                            + reason.words());
        }
    }
}
