package tsunagi.chain.mining;

import java.nio.ByteBuffer;
import tsunagi.protocol.Preimage;

/// What of a puzzle's hashes is the same for all nonces with one upper half. The lower half is word
/// 3 of the first of SHA-256's blocks, byte by byte reversed, and nothing else changes.
final class NonceBlocks {
    /// The word that the nonce's lower half is.
    static final int NONCE_WORD = Preimage.NONCE_OFFSET / Integer.BYTES;

    /// The first round that is not in `afterThree`.
    static final int FIRST_ROUND = NONCE_WORD + 1;

    /// The first word of the schedule that depends on the nonce: constant term + σ0(word 3).
    static final int FIRST_VARIED = NONCE_WORD + 15;

    /// Words from here on are constant term + word t−7 + σ1(word t−2). The one before it
    /// is constant term + word 3.
    static final int FIRST_PARTLY_CONSTANT = FIRST_VARIED + 2;

    /// Words from here on have no constant term.
    static final int FIRST_GENERAL = FIRST_VARIED + 15;

    private static final byte END_OF_MESSAGE = (byte) 0x80;

    private final int[] schedule;
    private final int[] afterThree;
    private final int[][] later;

    private NonceBlocks(int[] schedule, int[] afterThree, int[][] later) {
        this.schedule = schedule;
        this.afterThree = afterThree;
        this.later = later;
    }

    static NonceBlocks of(byte[] preimage, int nonceHigh) {
        ByteBuffer message = padded(preimage);
        int[] first = nextBlock(message);
        first[NONCE_WORD] = 0;
        first[NONCE_WORD + 1] = Integer.reverseBytes(nonceHigh);
        int[][] later = new int[message.capacity() / Sha256.BLOCK_BYTES - 1][];
        for (int i = 0; i < later.length; i++) later[i] = withConstants(Sha256.schedule(nextBlock(message)));
        return new NonceBlocks(constantTerms(first), afterThree(first), later);
    }

    /// The first block's words as far as they are constant. Of 0 … 17 these are all except word 3,
    /// which is 0 here. Of 18 … 32 they are the constant terms. The rest is 0.
    int[] schedule() {
        return schedule;
    }

    /// The state a … h after rounds 0 … 3 without word 3, which is to be added to a and to e.
    int[] afterThree() {
        return afterThree;
    }

    /// For each later block the 64 sums of constant and word.
    int[][] later() {
        return later;
    }

    private static ByteBuffer padded(byte[] preimage) {
        int bytes = preimage.length + 1 + Long.BYTES;
        int blocks = (bytes + Sha256.BLOCK_BYTES - 1) / Sha256.BLOCK_BYTES;
        ByteBuffer message = ByteBuffer.allocate(blocks * Sha256.BLOCK_BYTES);
        message.put(preimage).put(END_OF_MESSAGE);
        message.putLong(message.capacity() - Long.BYTES, (long) preimage.length * Byte.SIZE);
        return message.rewind();
    }

    private static int[] nextBlock(ByteBuffer message) {
        int[] words = new int[Sha256.BLOCK_WORDS];
        for (int i = 0; i < words.length; i++) words[i] = message.getInt();
        return words;
    }

    private static int[] withConstants(int[] schedule) {
        for (int t = 0; t < schedule.length; t++) schedule[t] += Sha256.constant(t);
        return schedule;
    }

    private static int[] constantTerms(int[] first) {
        int[] w = Sha256.schedule(first);
        for (int t = FIRST_PARTLY_CONSTANT; t < FIRST_GENERAL; t++) {
            w[t] = w[t - 16] + Sha256.smallSigma0(w[t - 15]);
        }
        for (int t = FIRST_GENERAL; t < w.length; t++) w[t] = 0;
        return w;
    }

    private static int[] afterThree(int[] first) {
        int[] state = Sha256.initialState();
        for (int t = 0; t < FIRST_ROUND; t++) Sha256.round(state, Sha256.constant(t) + first[t]);
        return state;
    }
}
