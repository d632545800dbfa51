package tsunagi.chain.mining;

import tsunagi.protocol.Block;
import tsunagi.protocol.Preimage;

/// What a nonce is sought for.
public final class Puzzle {
    private static final int FIRST_WORD_BYTES = Integer.BYTES;

    private final byte[] preimage;
    private final int difficultyBytes;

    /// @param preimage the bytes that are hashed (3.1), whatever nonce they have; at
    ///     least those before the texts
    /// @param difficultyBytes how many zero bytes the hash must begin with, 0 … 32
    public Puzzle(byte[] preimage, int difficultyBytes) {
        this.preimage = preimage.clone();
        this.difficultyBytes = difficultyBytes;
    }

    /// The puzzle of a block, whose own nonce and hash don't matter.
    public static Puzzle of(Block template, int difficultyBytes) {
        return new Puzzle(Preimage.of(template), difficultyBytes);
    }

    byte[] preimage() {
        return preimage.clone();
    }

    int difficultyBytes() {
        return difficultyBytes;
    }

    /// The bits of a hash's first word that must be zero. Beyond four bytes they do not say all.
    int firstWordMask() {
        if (difficultyBytes == 0) return 0;
        if (difficultyBytes >= FIRST_WORD_BYTES) return -1;
        return -1 << (Integer.SIZE - Byte.SIZE * difficultyBytes);
    }
}
