package tsunagi.conformance.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.ServiceLoader;

/// Looks for the nonce that gives a block its work (3.2): 65,536 hashes on average, about 10 ms, or
/// a few with a program's own [NonceFinder].
public final class Mint {
    private static final int TIMESTAMP_AT = 4;
    static final int NONCE_AT = 12;
    private static final NonceFinder FINDER =
            ServiceLoader.load(NonceFinder.class).findFirst().orElseGet(DigestFinder::new);

    /// How much work the hash of a block is to show.
    public enum Work {
        /// Two zero bytes: a block.
        FULL,
        /// One zero byte and another one that is not: none.
        HALF,
        /// A first byte that is not zero: none.
        NONE
    }

    /// The same block with a nonce that gives its hash its work, and with that hash.
    public static WireBlock mined(WireBlock draft) {
        return found(draft);
    }

    /// The same block with a nonce of a hash that shows so much work.
    public static WireBlock mined(WireBlock draft, Work work) {
        return search(draft, NONCE_AT, work);
    }

    /// The same, with the nonce as it is and another timestamp.
    public static WireBlock minedByTime(WireBlock draft) {
        return search(draft, TIMESTAMP_AT, Work.FULL);
    }

    private static WireBlock found(WireBlock draft) {
        byte[] preimage = draft.preimage();
        long nonce = FINDER.find(preimage, draft.nonce())
                .orElseThrow(() -> new IllegalStateException("no nonce from " + draft.nonce() + " on gives work"));
        fields(preimage).putLong(NONCE_AT, nonce);
        WireBlock block = hashed(draft, preimage, new Digest().of(preimage));
        if (!block.hasWork()) throw new IllegalStateException(FINDER + " found a nonce without work: " + nonce);
        return block;
    }

    private static WireBlock search(WireBlock draft, int at, Work work) {
        Digest digest = new Digest();
        byte[] preimage = draft.preimage();
        ByteBuffer fields = fields(preimage);
        for (long value = fields.getLong(at); ; value++) {
            fields.putLong(at, value);
            byte[] hash = digest.of(preimage);
            if (shows(hash, work)) return hashed(draft, preimage, hash);
        }
    }

    private static ByteBuffer fields(byte[] preimage) {
        return ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static WireBlock hashed(WireBlock draft, byte[] preimage, byte[] hash) {
        return new WireBlock(
                draft.index(),
                fields(preimage).getLong(TIMESTAMP_AT),
                fields(preimage).getLong(NONCE_AT),
                draft.data(),
                draft.prevHash(),
                HexFormat.of().formatHex(hash),
                draft.payments());
    }

    private static boolean shows(byte[] digest, Work work) {
        return switch (work) {
            case FULL -> digest[0] == 0 && digest[1] == 0;
            case HALF -> digest[0] == 0 && digest[1] != 0;
            case NONE -> digest[0] != 0;
        };
    }

    private Mint() {}
}
