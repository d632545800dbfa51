package tsunagi.app;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;

/// What attackers send, made beforehand so that their own hashing takes no processor from the node.
///
/// It is for a network of difficulty 0, where blocks cost their sender one hash: what a miner with
/// a million times the power of this machine can do on the real one. Its chain has a known
/// beginning, so that there is something to ask for and to branch off.
final class Ammunition {
    static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);

    /// Height of the chain that everybody starts with: longer than the longest branch in memory,
    /// so that none of them wins.
    static final int TERRAIN_BLOCKS = 20_000;

    /// More than the pool holds of them: by the time they are sent again, the first are forgotten.
    private static final int LARGE_BLOCKS = 6_000;

    private static final int VOLLEY_BYTES = 16 * 1024;

    private Ammunition() {}

    /// The chain that the node starts with, genesis first.
    static List<Block> terrain() {
        return branch(PARAMETERS.genesis(), TERRAIN_BLOCKS, "terrain");
    }

    /// So many blocks in a row, `parent` first.
    static List<Block> branch(Block parent, int length, String data) {
        List<Block> branch = new ArrayList<>();
        branch.add(parent);
        for (int i = 0; i < length; i++) branch.add(on(branch.getLast(), data));
        return branch;
    }

    static Block on(Block parent, String data) {
        Block template = new Block(parent.index() + 1, 0, 0, data, parent.hash(), Hash.ZERO, List.of());
        return template.withProof(0, template.computeHash());
    }

    /// A block that is on no chain.
    static Block nowhere(long index) {
        Hash hash = new Hash(random(), random(), random(), random());
        return new Block(index, 0, 0, "", hash, hash, List.of());
    }

    /// Large blocks, each on a parent of its own that nobody has.
    static List<byte[]> orphans() {
        return Stream.generate(() -> on(nowhere(1_000), "o".repeat(3_000)))
                .limit(LARGE_BLOCKS)
                .map(BlockWriter::frame)
                .toList();
    }

    /// Large blocks, all on genesis.
    static List<byte[]> sideBranches() {
        return Stream.generate(() -> on(PARAMETERS.genesis(), random() + "y".repeat(3_000)))
                .limit(LARGE_BLOCKS)
                .map(BlockWriter::frame)
                .toList();
    }

    static List<byte[]> frames(List<Block> blocks) {
        return blocks.stream().map(BlockWriter::frame).toList();
    }

    /// All of them, again and again, many at a time.
    static Iterator<byte[]> overAndOver(List<byte[]> frames) {
        List<byte[]> volleys = new ArrayList<>();
        ByteArrayOutputStream volley = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            volley.writeBytes(frame);
            if (volley.size() < VOLLEY_BYTES) continue;
            volleys.add(volley.toByteArray());
            volley.reset();
        }
        if (volley.size() > 0) volleys.add(volley.toByteArray());
        return Stream.generate(() -> volleys).flatMap(List::stream).iterator();
    }

    /// One frame, again and again, many at a time.
    static Iterator<byte[]> overAndOver(byte[] frame) {
        return overAndOver(Stream.generate(() -> frame)
                .limit(VOLLEY_BYTES / frame.length + 1L)
                .toList());
    }

    static long random() {
        return ThreadLocalRandom.current().nextLong();
    }
}
