package tsunagi.conformance.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Looks for the nonce that gives a block its work (3.2): 65,536 hashes on average, some 20 ms.
public final class Mint {
    private static final int TIMESTAMP_AT = 4;
    private static final int NONCE_AT = 12;
    private static final int HASH_BYTES = 32;

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
        return search(draft, NONCE_AT, Work.FULL);
    }

    /// The same block with a nonce of a hash that shows so much work.
    public static WireBlock mined(WireBlock draft, Work work) {
        return search(draft, NONCE_AT, work);
    }

    /// The same, with the nonce as it is and another timestamp.
    public static WireBlock minedByTime(WireBlock draft) {
        return search(draft, TIMESTAMP_AT, Work.FULL);
    }

    private static WireBlock search(WireBlock draft, int at, Work work) {
        byte[] preimage = draft.preimage();
        ByteBuffer fields = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        byte[] digest = new byte[HASH_BYTES];
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            long value = fields.getLong(at);
            while (true) {
                fields.putLong(at, value);
                sha.update(preimage);
                sha.digest(digest, 0, HASH_BYTES);
                if (shows(digest, work)) break;
                value++;
            }
        } catch (NoSuchAlgorithmException | DigestException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        return new WireBlock(
                draft.index(),
                fields.getLong(TIMESTAMP_AT),
                fields.getLong(NONCE_AT),
                draft.data(),
                draft.prevHash(),
                HexFormat.of().formatHex(digest),
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
