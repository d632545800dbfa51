package tsunagi.chain.mining;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Optional;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;

/// The JDK's SHA-256, one nonce after the other. The soonest at its full speed, for once the
/// compiler has come to the JDK's one method, it has code made by hand for it.
public final class DigestKernel implements Kernel {
    @Override
    public String name() {
        return "digest";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public NonceSearch begin(Puzzle puzzle) {
        return new Search(puzzle);
    }

    private static final class Search implements NonceSearch {
        private final byte[] preimage;
        private final int difficultyBytes;
        private final ByteBuffer nonceField;
        private final MessageDigest sha256 = Hash.newSha256();
        private final byte[] digest = new byte[Hash.BYTES];

        Search(Puzzle puzzle) {
            preimage = puzzle.preimage();
            difficultyBytes = puzzle.difficultyBytes();
            nonceField = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public Optional<Proof> find(long first, int count) {
            try {
                for (long nonce = first; nonce < first + count; nonce++) {
                    nonceField.putLong(Preimage.NONCE_OFFSET, nonce);
                    sha256.update(preimage);
                    sha256.digest(digest, 0, digest.length);
                    if (startsWithZeros()) return Optional.of(new Proof(nonce, Hash.of(digest)));
                }
                return Optional.empty();
            } catch (DigestException e) {
                throw new IllegalStateException("32 bytes are room enough for a SHA-256 digest", e);
            }
        }

        private boolean startsWithZeros() {
            for (int i = 0; i < difficultyBytes; i++) {
                if (digest[i] != 0) return false;
            }
            return true;
        }
    }
}
