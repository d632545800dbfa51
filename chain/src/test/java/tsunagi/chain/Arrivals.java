package tsunagi.chain;

import static tsunagi.chain.Branches.FREE;
import static tsunagi.chain.Branches.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tsunagi.protocol.Block;

/// Hands blocks to a chain as a connection does: a run at once where it fits, else
/// staged, else one by one.
final class Arrivals {
    /// Ends early when the chain begins to switch to another branch.
    ///
    /// @param blocks of [Branches#FREE]
    static void receive(Chain chain, List<Block> blocks, Origin origin) throws IOException {
        place(chain, new BlockRules(FREE.parameters()).frameProver().run(ByteBuffer.wrap(frames(blocks))), origin);
    }

    /// The same for blocks that are proven already, of any network.
    static void place(Chain chain, List<ProvenBlock> blocks, Origin origin) throws IOException {
        List<ProvenBlock> rest = blocks;
        while (!rest.isEmpty() && !chain.isSwitching()) {
            int placed = chain.extend(rest, origin).joined().size();
            if (placed == 0)
                placed = chain.stage(rest, origin).map(AddResult.Staged::blocks).orElse(0);
            if (placed == 0) {
                chain.add(rest.getFirst(), origin);
                placed = 1;
            }
            rest = rest.subList(placed, rest.size());
        }
    }

    private Arrivals() {}
}
