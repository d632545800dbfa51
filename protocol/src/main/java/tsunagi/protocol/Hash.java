package tsunagi.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A SHA-256 digest, 32 bytes, as a value: four big-endian words, first byte first.
///
/// Comparable so that a hash map full of hostile keys degrades to a tree, not to a list: a
/// sender chooses its hashes.
public record Hash(long word0, long word1, long word2, long word3) implements Comparable<Hash> {
    public static final int BYTES = 32;
    public static final int HEX_DIGITS = 2 * BYTES;

    /// 32 zero bytes: what an absent `hash` or `prev_hash` member means (2.5).
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    private static final HexFormat HEX = HexFormat.of();

    /// SHA-256, once, of all of `bytes`.
    public static Hash sha256(byte[] bytes) {
        return of(newSha256().digest(bytes));
    }

    /// A SHA-256 engine of the caller's own, to hash with in a loop.
    public static MessageDigest newSha256() {
        try {
            return (MessageDigest) Unused.SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            // A provider of the user's; it makes new ones.
            return Unused.make();
        }
    }

    /// An engine that is only copied: to have the platform look for one takes a dozen methods
    /// that would have to be compiled. Not made before one is wanted: to make the first takes a
    /// third as long as a start.
    private static final class Unused {
        static final MessageDigest SHA_256 = make();

        private static MessageDigest make() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256, but this one does not", e);
            }
        }
    }

    /// A digest's bytes as a value.
    ///
    /// @param digest exactly 32 bytes
    public static Hash of(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a hash is 32 bytes, not " + digest.length);
        }
        return read(ByteBuffer.wrap(digest));
    }

    /// Reads 32 bytes at the buffer's position and moves it past them.
    public static Hash read(ByteBuffer from) {
        return new Hash(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    /// Writes 32 bytes at the buffer's position and moves it past them.
    public void writeTo(ByteBuffer to) {
        to.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
    }

    /// The hash that 64 hex digits of either case spell (2.6), or nothing if
    /// the text is anything else.
    public static Optional<Hash> parse(CharSequence hex) {
        if (hex.length() != HEX_DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new Hash(word(hex, 0), word(hex, 1), word(hex, 2), word(hex, 3)));
    }

    private static long word(CharSequence hex, int number) {
        return HexFormat.fromHexDigitsToLong(hex, number * 16, number * 16 + 16);
    }

    /// How many bytes are zero before the first that is not: the measure of work (3.2).
    public int leadingZeroBytes() {
        if (word0 != 0) return Long.numberOfLeadingZeros(word0) / 8;
        if (word1 != 0) return 8 + Long.numberOfLeadingZeros(word1) / 8;
        if (word2 != 0) return 16 + Long.numberOfLeadingZeros(word2) / 8;
        return 24 + Long.numberOfLeadingZeros(word3) / 8;
    }

    /// In the order of the bytes.
    @Override
    public int compareTo(Hash other) {
        int order = Long.compareUnsigned(word0, other.word0);
        if (order == 0) order = Long.compareUnsigned(word1, other.word1);
        if (order == 0) order = Long.compareUnsigned(word2, other.word2);
        if (order == 0) order = Long.compareUnsigned(word3, other.word3);
        return order;
    }

    /// 64 lower-case hex digits, as on the wire.
    @Override
    public String toString() {
        return HEX.toHexDigits(word0) + HEX.toHexDigits(word1) + HEX.toHexDigits(word2) + HEX.toHexDigits(word3);
    }
}
