package tsunagi.benchmarks.endtoend;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tsunagi.benchmarks.ChainShape;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// A data directory with a chain of blocks as long as asked for, of the size that blocks usually
/// have. Made once, and then kept.
record LongChain(Path directory, ChainShape shape, int blocks, int difficultyBytes) {
    static LongChain in(Path parent, ChainShape shape, int blocks, int difficultyBytes) throws IOException {
        String name = "chain-" + blocks + "-difficulty-" + difficultyBytes + "-" + shape.name();
        LongChain chain = new LongChain(parent.resolve(name), shape, blocks, difficultyBytes);
        if (!Files.exists(chain.log())) chain.make();
        return chain;
    }

    Path log() {
        return directory.resolve("chain.log");
    }

    long bytes() throws IOException {
        return Files.size(log());
    }

    private void make() throws IOException {
        Files.createDirectories(directory);
        Path unfinished = directory.resolve("unfinished");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
            Block last = ChainParameters.book().genesis();
            for (int index = 1; index <= blocks; index++) {
                last = child(last);
                out.write(BlockWriter.frame(last));
            }
        }
        Files.move(unfinished, log(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A block on `parent` that carries its work.
    Block child(Block parent) {
        return shape.child(parent, difficultyBytes);
    }
}
