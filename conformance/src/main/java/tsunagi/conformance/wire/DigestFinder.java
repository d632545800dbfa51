package tsunagi.conformance.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/// Tries one nonce after another with the platform's own SHA-256: about 10 ms for a block.
final class DigestFinder implements NonceFinder {
    @Override
    public OptionalLong find(byte[] preimage, long from) {
        Digest digest = new Digest();
        byte[] bytes = preimage.clone();
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long nonce = from; nonce >= 0; nonce++) {
            fields.putLong(Mint.NONCE_AT, nonce);
            byte[] hash = digest.of(bytes);
            if (hash[0] == 0 && hash[1] == 0) return OptionalLong.of(nonce);
        }
        return OptionalLong.empty();
    }
}
