package tsunagi.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import tsunagi.chain.BlockRules;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Origin;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// Blocks to measure with, without work: to check that there is some costs the same.
final class Samples {
    static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);

    /// The sender of the samples.
    static final Origin PEER = new Origin(1);

    /// `benchmarks/run` says where the checkout is.
    static ChainShape shape() throws IOException {
        return ChainShape.beside(Path.of(System.getProperty("tsunagi.home", ".")));
    }

    /// Blocks 1 and up.
    static List<Block> blocks(int count) throws IOException {
        return shape().branch(PARAMETERS.genesis(), count);
    }

    /// The blocks as they come off a socket, in a row.
    static List<ProvenBlock> proven(List<Block> blocks) {
        List<ProvenBlock> run = new BlockRules(PARAMETERS).frameProver().run(ByteBuffer.wrap(frames(blocks)));
        if (run.size() != blocks.size()) throw new IllegalStateException("block " + run.size() + " is not valid");
        return run;
    }

    /// Puts blocks that follow the tip in their places, and makes sure that they took them.
    static void extend(Chain chain, List<ProvenBlock> blocks) throws IOException {
        int joined = chain.extend(blocks, PEER).joined().size();
        if (joined != blocks.size()) throw new IllegalStateException(joined + " of " + blocks.size() + " joined");
    }

    static byte[] frames(List<Block> blocks) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Block block : blocks) frames.writeBytes(BlockWriter.frame(block));
        return frames.toByteArray();
    }

    private Samples() {}
}
