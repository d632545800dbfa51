package tsunagi.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tsunagi.chain.BlockRules;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// Blocks to measure with, without work: to check that there is some costs the same.
final class Samples {
    static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);

    /// `benchmarks/run` says where the checkout is.
    static ChainShape shape() throws IOException {
        return ChainShape.beside(Path.of(System.getProperty("tsunagi.home", ".")));
    }

    /// Blocks 1 and up.
    static List<Block> blocks(int count) throws IOException {
        return shape().branch(PARAMETERS.genesis(), count);
    }

    static List<ProvenBlock> proven(List<Block> blocks) {
        BlockRules rules = new BlockRules(PARAMETERS);
        return blocks.stream().map(block -> proven(rules, block)).toList();
    }

    private static ProvenBlock proven(BlockRules rules, Block block) {
        if (rules.prove(block) instanceof BlockRules.Proven proven) return proven.block();
        throw new IllegalStateException("block " + block.index() + " is not valid");
    }

    static byte[] frames(List<Block> blocks) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Block block : blocks) frames.writeBytes(BlockWriter.frame(block));
        return frames.toByteArray();
    }

    private Samples() {}
}
