package tsunagi.conformance;

import java.util.List;
import tsunagi.conformance.wire.Octets;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;

/// A few blocks that carry work.
public final class Blocks {
    public static final Block GENESIS = new Block(
            0,
            1672531200,
            2945,
            "Hello, Zig Blockchain!",
            Hash.ZERO,
            Hash.parse("000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13")
                    .orElseThrow(),
            List.of());

    public static final Block B1 = after(GENESIS, "one");
    public static final Block B2 = after(B1, "two");
    public static final Block C1 = after(GENESIS, "other");

    /// Mines a block on a parent, the same one each time.
    public static Block after(Block parent, String data) {
        return after(parent, 1_700_000_000, data);
    }

    /// Mines a block on a parent.
    ///
    /// @param timestamp in seconds since 1970
    public static Block after(Block parent, long timestamp, String data) {
        Block draft = new Block(parent.index() + 1, timestamp, 0, data, parent.hash(), Hash.ZERO, List.of());
        for (long nonce = 0; ; nonce++) {
            Block tried = draft.withProof(nonce, Hash.ZERO);
            Hash hash = tried.computeHash();
            if (hash.leadingZeroBytes() >= 2) return tried.withProof(nonce, hash);
        }
    }

    public static Octets frame(Block block) {
        return Octets.of(BlockWriter.frame(block));
    }

    /// As a transcript writes it, without the LF.
    public static String raw(Block block) {
        return "BLOCK:" + BlockWriter.json(block);
    }

    private Blocks() {}
}
