package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.chain.Branches.FREE;
import static tsunagi.chain.Branches.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tsunagi.protocol.Block;

/// Chains whose pool holds so little that a few blocks are a rival.
final class SmallPool {
    private static final int POOLED = 4;

    /// Room for ten blocks, of which four may be of one branch.
    static final BranchLimits SMALL = new BranchLimits(10L * (ChainLimits.POOL_OVERHEAD_BYTES + 250), 3, POOLED);

    static Chain open(ByteStore log) {
        try {
            return Chain.open(FREE.parameters(), log, new HeapStore(), Quarantine.NONE, SMALL)
                    .chain();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Brings the blocks as a peer's answer does: in a row, so many at once. The steps that
    /// are due follow each lot.
    static List<AddResult> receive(Chain chain, List<Block> blocks, int atOnce, Origin origin) throws IOException {
        List<AddResult> results = new ArrayList<>();
        for (int from = 0; from < blocks.size(); from += atOnce) {
            List<ProvenBlock> rest = run(blocks.subList(from, Math.min(blocks.size(), from + atOnce)));
            while (!rest.isEmpty()) {
                int count = 1;
                AddResult.Added added = chain.extend(rest, origin);
                Optional<AddResult.Staged> staged =
                        added.joined().isEmpty() ? chain.stage(rest, origin) : Optional.empty();
                if (!added.joined().isEmpty()) {
                    count = added.joined().size();
                    results.add(added);
                } else if (staged.isPresent()) {
                    count = staged.get().blocks();
                    results.add(staged.get());
                } else {
                    results.add(chain.add(rest.getFirst(), origin));
                }
                rest = rest.subList(count, rest.size());
            }
            while (chain.isSwitching()) results.addAll(chain.advance());
        }
        return results;
    }

    static List<ProvenBlock> run(List<Block> blocks) {
        return new BlockRules(FREE.parameters()).frameProver().run(ByteBuffer.wrap(frames(blocks)));
    }

    static void assertIs(Chain chain, List<Block> blocks) throws IOException {
        assertEquals(new Tip(blocks.size(), blocks.getLast().hash()), chain.tip());
        assertArrayEquals(frames(blocks), Answers.answer(chain));
    }

    /// The chain is this one, and a start comes to it too.
    static void assertIsAndStays(Chain chain, ByteStore log, List<Block> blocks) throws IOException {
        assertIs(chain, blocks);
        assertIs(open(log), blocks);
    }

    private SmallPool() {}
}
