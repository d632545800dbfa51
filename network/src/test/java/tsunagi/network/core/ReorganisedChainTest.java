package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.BlockRules;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainLimits;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.FileStore;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.Quarantine;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// A chain that has reorganised very often is answered as any other.
/// `-Dtsunagi.reorganisations=300000` is as many as the list of stretches that there once was could
/// not hold.
class ReorganisedChainTest {
    private static final int REORGANISATIONS = Integer.getInteger("tsunagi.reorganisations", 10_000);
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);

    private final BlockRules rules = new BlockRules(FREE);

    private ProvenBlock block(long index, Hash parent, String data) {
        Block template = new Block(index, 1_783_932_844L, 0, data, parent, Hash.ZERO, List.of());
        BlockRules.Verdict verdict = rules.prove(template.withProof(0, template.computeHash()));
        if (verdict instanceof BlockRules.Proven proven) return proven.block();
        throw new AssertionError(verdict);
    }

    /// A sibling of the tip, and its child: the branch of two overtakes the tip, again and again.
    ///
    /// @return some of the hashes that are on the chain in the end, by height
    private Map<Long, Hash> reorganise(NodeCore core, Session miner) throws IOException {
        Map<Long, Hash> chain = new HashMap<>();
        Hash parent = FREE.genesis().hash();
        core.receive(miner, List.of(block(1, parent, "first")), 0);
        for (int i = 1; i <= REORGANISATIONS; i++) {
            ProvenBlock sibling = block(i, parent, "s" + i);
            core.receive(miner, List.of(sibling), 0);
            core.receive(miner, List.of(block(i + 1, sibling.hash(), "c" + i)), 0);
            if (i % 997 == 1) chain.put((long) i, sibling.hash());
            parent = sibling.hash();
        }
        return chain;
    }

    @Test
    void aNewcomerJoins(@TempDir Path directory) throws IOException {
        try (FileStore log = FileStore.open(directory.resolve("log"));
                FileStore index = FileStore.open(directory.resolve("index"));
                Chain chain = Chain.open(FREE, log, index, Quarantine.NONE).chain();
                FileStore joinedLog = FileStore.open(directory.resolve("joined log"));
                FileStore joinedIndex = FileStore.open(directory.resolve("joined index"));
                Chain joined = Chain.open(FREE, joinedLog, joinedIndex, Quarantine.NONE)
                        .chain()) {
            NodeCore core = new NodeCore(chain);
            Session miner = core.open(Direction.INBOUND, () -> {}, 0);
            Map<Long, Hash> expected = reorganise(core, miner);
            assertEquals(REORGANISATIONS + 1, core.tip().index());
            core.close(miner);
            Session newcomer = core.open(Direction.INBOUND, () -> {}, 0);
            core.chainRequested(newcomer, Locator.EMPTY, 0);
            NodeCore other = new NodeCore(joined);
            Session source = other.open(Direction.OUTBOUND, () -> {}, 0);
            int steps = 0;
            while (core.next(newcomer) instanceof Step.Transfer piece) {
                ByteBuffer frames = ByteBuffer.allocate((int) piece.extent().length());
                chain.log().read(piece.extent().from(), frames);
                other.receive(source, rules.frameProver().run(frames.flip()), 0);
                core.sent(newcomer, piece, piece.extent().length());
                steps++;
            }
            assertEquals(core.tip(), other.tip());
            assertTrue(steps >= REORGANISATIONS / ChainLimits.PLANNED_ANSWER_STRETCHES, "of many pieces");
            for (Map.Entry<Long, Hash> block : expected.entrySet()) {
                assertEquals(
                        block.getKey(),
                        joined.heightOf(block.getValue(), block.getKey(), 1).orElseThrow());
            }
        }
    }
}
