package tsunagi.network.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tsunagi.chain.BlockRules;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.Tip;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;

/// Blocks for the tests' network: the book's genesis, and work that is done in no time.
public final class Mined {
    /// One zero byte, about 256 hashes: quick, and still a rule that a block can break.
    public static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(1);

    public static final Block GENESIS = PARAMETERS.genesis();

    private static final long TIMESTAMP = 1_783_932_844L;

    /// A block on `parent`.
    public static Block on(Block parent, String data) {
        return on(new Tip(parent.index(), parent.hash()), data);
    }

    /// A block on a node's tip.
    public static Block on(Tip tip, String data) {
        return worked(tip.child(data, List.of(), TIMESTAMP));
    }

    /// `count` blocks in a row on `parent`, their data `label` and a number.
    public static List<Block> branch(Block parent, int count, String label) {
        List<Block> branch = new ArrayList<>();
        for (Block last = parent; branch.size() < count; last = branch.getLast()) {
            branch.add(on(last, label + (branch.size() + 1)));
        }
        return List.copyOf(branch);
    }

    /// The block with a nonce that gives it its work.
    public static Block worked(Block template) {
        return withHash(template, hash -> hash.leadingZeroBytes() >= PARAMETERS.difficultyBytes());
    }

    /// The block with a nonce whose hash is true but lacks the work.
    public static Block workless(Block template) {
        return withHash(template, hash -> hash.leadingZeroBytes() < PARAMETERS.difficultyBytes());
    }

    private static Block withHash(Block template, Predicate<Hash> wanted) {
        byte[] preimage = Preimage.of(template);
        ByteBuffer nonceField = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        for (long nonce = 0; ; nonce++) {
            nonceField.putLong(Preimage.NONCE_OFFSET, nonce);
            Hash hash = Hash.sha256(preimage);
            if (wanted.test(hash)) return template.withProof(nonce, hash);
        }
    }

    /// A block on `parent` whose canonical frame is exactly so long.
    public static Block ofFrameBytes(Block parent, int frameBytes) {
        Tip tip = new Tip(parent.index(), parent.hash());
        int padding = frameBytes - BlockWriter.frame(on(parent, "")).length;
        for (long timestamp = TIMESTAMP; ; timestamp++) {
            Block block = worked(tip.child("x".repeat(padding), List.of(), timestamp));
            padding += frameBytes - BlockWriter.frame(block).length;
            if (BlockWriter.frame(block).length == frameBytes) return block;
        }
    }

    public static ProvenBlock proven(Block block) {
        BlockRules.Verdict verdict = new BlockRules(PARAMETERS).prove(block);
        if (verdict instanceof BlockRules.Proven proven) return proven.block();
        throw new IllegalArgumentException("not a valid block: " + verdict);
    }

    /// The block as it crosses the wire, without the LF.
    public static String text(Block block) {
        String frame = new String(BlockWriter.frame(block), UTF_8);
        return frame.substring(0, frame.length() - 1);
    }

    public static List<String> texts(List<Block> blocks) {
        return blocks.stream().map(Mined::text).toList();
    }

    public static List<Hash> hashes(List<Block> blocks) {
        return blocks.stream().map(Block::hash).toList();
    }

    private Mined() {}
}
