package tsunagi.simulation.invariant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tsunagi.chain.AddResult;
import tsunagi.chain.Tip;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Locator;
import tsunagi.protocol.Message;
import tsunagi.simulation.node.ProofOfWork;
import tsunagi.simulation.node.SimulatedNode;

/// Every node's active chain, as it would answer it, is canonical frames of blocks that hang on
/// each other from genesis to the tip, each with a true hash and its work (2.8, 3.2, 3.4).
///
/// Reads the bytes, and believes nothing that the chain says of itself. What was seen to be
/// valid is not read again as long as it is below the tip.
public final class ActiveChainIsValid implements Invariant {
    private static final Tip GENESIS =
            new Tip(0, ProofOfWork.PARAMETERS.genesis().hash());

    private final Map<String, Tip> checked = new HashMap<>();

    @Override
    public void joined(SimulatedNode node, AddResult.Joined result) throws IOException {
        check(node, checked.getOrDefault(node.name(), GENESIS));
    }

    @Override
    public void started(SimulatedNode node) throws IOException {
        check(node, GENESIS);
    }

    private void check(SimulatedNode node, Tip from) throws IOException {
        ByteBuffer frames = node.answer(new Locator(List.of(new Locator.Pair(from.index(), from.hash()))));
        FrameDecoder decoder = new FrameDecoder();
        Tip last = from;
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            Block block = block(node, frame.bytes());
            // The answer starts at 1 again if the chain has left what was checked.
            if (block.index() == 1) last = GENESIS;
            require(node, block.index() == last.index() + 1, "its height follows its parent's", block);
            require(node, block.prevHash().equals(last.hash()), "it hangs on the block below", block);
            last = new Tip(block.index(), block.hash());
        }
        if (!last.equals(node.chain().tip())) {
            throw new Violation(
                    name(),
                    node.name() + " answers a chain that ends at " + last + ", but its tip is "
                            + node.chain().tip());
        }
        checked.put(node.name(), last);
    }

    private Block block(SimulatedNode node, ByteBuffer frame) {
        if (!(Message.parse(frame) instanceof Message.BlockAnnounced announced)) {
            throw new Violation(name(), node.name() + " has a frame in its chain that is no block");
        }
        Block block = announced.block();
        require(node, ByteBuffer.wrap(BlockWriter.frame(block)).equals(frame), "its frame is canonical", block);
        require(node, block.computeHash().equals(block.hash()), "its hash is true", block);
        int zeros = block.hash().leadingZeroBytes();
        require(node, zeros >= ProofOfWork.PARAMETERS.difficultyBytes(), "it has its work", block);
        return block;
    }

    private void require(SimulatedNode node, boolean holds, String what, Block block) {
        if (!holds) throw new Violation(name(), "not so at " + node.name() + ": " + what + ": " + block);
    }
}
