package tsunagi.benchmarks.endtoend;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// A data directory with a chain of blocks as long as asked for, of the size that blocks usually
/// have, a quarter of them with transactions. Made once, and then kept.
record LongChain(Path directory, int blocks, int difficultyBytes) {
    private static final long TIMESTAMP = 1_700_000_000L;
    private static final int BLOCKS_PER_TRANSACTION_CYCLE = 12;
    private static final List<Transaction> PAYMENTS = List.of(
            new Transaction("Alice", "Bob", 11_065),
            new Transaction("Müller", "Bob", 25_946),
            new Transaction("佐藤", "Carol", 89_410));

    static LongChain in(Path parent, int blocks, int difficultyBytes) throws IOException {
        Path directory = parent.resolve("chain-" + blocks + "-difficulty-" + difficultyBytes);
        LongChain chain = new LongChain(directory, blocks, difficultyBytes);
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
                last = child(last, index, difficultyBytes);
                out.write(BlockWriter.frame(last));
            }
        }
        Files.move(unfinished, log(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A block on `parent` that carries its work.
    static Block child(Block parent, long index, int difficultyBytes) {
        int payments = Math.max(0, (int) (index % BLOCKS_PER_TRANSACTION_CYCLE) - 8);
        String data = "block " + index + " of a chain mined elsewhere";
        Block template = new Block(
                index, TIMESTAMP + 7 * index, 0, data, parent.hash(), Hash.ZERO, PAYMENTS.subList(0, payments));
        for (long nonce = 0; ; nonce++) {
            Hash hash = template.withProof(nonce, Hash.ZERO).computeHash();
            if (hash.leadingZeroBytes() >= difficultyBytes) return template.withProof(nonce, hash);
        }
    }
}
