package tsunagi.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// The part of the [Training] in which a long chain is read from a log, and then from a peer.
///
/// Its blocks are as various as those of users: the compiler takes what it has never seen happen
/// for what does not happen, and has to start again when it does.
final class LongSync {
    /// Enough that all methods that see each block are compiled by the last
    /// compiler before it ends.
    private static final int BLOCKS = 150_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TIMESTAMP = 1_700_000_000L;
    private static final int TRANSACTION_CYCLE = 12;
    private static final List<Transaction> TRANSACTIONS = List.of(
            new Transaction("Alice", "Bob", 11_065),
            new Transaction("Müller", "Bob", 9),
            new Transaction("佐藤", "Carol", 89_410_259_000_123L));

    /// @param scratch where directories can be made; they are gone afterwards
    static void live(Path scratch) throws IOException, UsageException {
        Path from = scratch.resolve("long");
        Path to = scratch.resolve("synced");
        try {
            write(from);
            String data = "--data-dir";
            try (RunningNode sender = Training.start("0", data, from.toString(), "--difficulty", "0")) {
                String peer = "127.0.0.1:" + sender.node().port();
                try (RunningNode receiver = Training.start("0", peer, data, to.toString(), "--difficulty", "0")) {
                    awaitHeight(receiver);
                }
            }
            // Most starts have a checkpoint.
            Training.start("0", data, from.toString(), "--difficulty", "0").close();
        } finally {
            Training.remove(from);
            Training.remove(to);
        }
    }

    private static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(directory.resolve("chain.log")))) {
            Block tip = ChainParameters.book().genesis();
            for (int index = 1; index <= BLOCKS; index++) {
                tip = child(tip, index);
                out.write(BlockWriter.frame(tip));
            }
        }
    }

    private static Block child(Block parent, int index) {
        int cycle = index % TRANSACTION_CYCLE;
        List<Transaction> transactions =
                TRANSACTIONS.subList(0, Math.max(0, cycle + TRANSACTIONS.size() + 1 - TRANSACTION_CYCLE));
        String data = cycle == 0 ? "the \"" + index + "\"th, in which\n there is more to say, あと少し" : "block " + index;
        Block unproven = new Block(index, TIMESTAMP + index, index, data, parent.hash(), Hash.ZERO, transactions);
        return unproven.withProof(index, unproven.computeHash());
    }

    private static void awaitHeight(RunningNode node) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (node.node().tip().index() < BLOCKS) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the node under training synced no further than "
                        + node.node().tip());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private LongSync() {}
}
