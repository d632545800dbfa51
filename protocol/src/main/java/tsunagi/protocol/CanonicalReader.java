package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/// Reads frames of blocks that are in the canonical form already (2.5), which is how nodes send
/// them, straight from the bytes: no texts, no objects, eight bytes at a time where it can.
///
/// It reads exactly those frames that [BlockWriter] writes of blocks whose hash is true, and of
/// them what [Message#parse] reads; whatever else there is, it takes for nothing, and the plain way
/// says what it is. What was read is good until the next call. Not thread-safe.
public final class CanonicalReader {
    /// What [#read] says of bytes that do not begin with such a frame.
    public static final int NONE = -1;

    private static final int MAX_DIGITS = 19;
    private static final int PREV_HASH_OFFSET = Preimage.NONCE_OFFSET + Long.BYTES;
    private static final long[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private static final Literal INDEX = Literal.of("BLOCK:{\"index\":");
    private static final Literal TIMESTAMP = Literal.of(",\"timestamp\":");
    private static final Literal NONCE = Literal.of(",\"nonce\":");
    private static final Literal DATA = Literal.of(",\"data\":\"");
    private static final Literal PREV_HASH = Literal.of("\",\"prev_hash\":\"");
    private static final Literal HASH = Literal.of("\",\"hash\":\"");
    private static final Literal TRANSACTIONS = Literal.of("\",\"transactions\":[");
    private static final Literal SENDER = Literal.of("{\"sender\":\"");
    private static final Literal RECEIVER = Literal.of("\",\"receiver\":\"");
    private static final Literal AMOUNT = Literal.of("\",\"amount\":");
    private static final byte[] END = "]}\n".getBytes(US_ASCII);

    /// The bytes that are hashed; they are never more than those of the frame.
    private final byte[] preimage = new byte[ProtocolLimits.MAX_FRAME_BYTES];

    private final MessageDigest sha256 = Hash.newSha256();
    /// Of the frame before; at first it is as if that were the frame of zeros.
    private final byte[] digest = new byte[Hash.BYTES];

    /// The digits of the digest, in eights.
    private final long[] hashDigits = new long[Hash.HEX_DIGITS / Long.BYTES];

    private byte[] bytes = new byte[0];
    private int at;
    private int limit;
    private long number;
    private long index;
    private int preimageBytes;
    private boolean childOnly;

    /// One that has read nothing yet.
    public CanonicalReader() {
        Arrays.fill(hashDigits, Words.hex(0));
    }

    /// Reads the frame that begins at `from`, if it is canonical and its hash is true (3.1, 3.2).
    ///
    /// @param from  where in `bytes` it begins
    /// @param limit where the bytes end; the frame may end before
    /// @return where it ends, after its LF; [#NONE] if there is no such frame, or not all of it
    public int read(byte[] bytes, int from, int limit) {
        childOnly = false;
        return readFrame(bytes, from, limit);
    }

    /// The same, but it takes nothing but a child of the block that was read before, which must
    /// have been one. What is none is not hashed.
    public int readChild(byte[] bytes, int from, int limit) {
        childOnly = true;
        return readFrame(bytes, from, limit);
    }

    private int readFrame(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.at = from;
        this.limit = Math.min(limit, from + ProtocolLimits.MAX_FRAME_BYTES);
        return isFrame() ? at : NONE;
    }

    /// The `index` member.
    public long index() {
        return index;
    }

    /// The `prev_hash` member.
    public Hash prevHash() {
        return hashIn(preimage, PREV_HASH_OFFSET);
    }

    /// The `hash` member, which is the block's hash.
    public Hash hash() {
        return hashIn(digest, 0);
    }

    /// Puts the bytes of [#hash] into an array.
    public void copyHash(byte[] to, int at) {
        System.arraycopy(digest, 0, to, at, Hash.BYTES);
    }

    private static Hash hashIn(byte[] bytes, int at) {
        return new Hash(
                Words.bigEndian(bytes, at),
                Words.bigEndian(bytes, at + Long.BYTES),
                Words.bigEndian(bytes, at + 2 * Long.BYTES),
                Words.bigEndian(bytes, at + 3 * Long.BYTES));
    }

    private boolean isFrame() {
        if (!skip(INDEX) || !number() || number > ProtocolLimits.MAX_INDEX) return false;
        if (childOnly && number != index + 1) return false;
        index = number;
        if (!skip(TIMESTAMP) || !number()) return false;
        long timestamp = number;
        if (!skip(NONCE) || !number()) return false;
        long nonce = number;
        if (!skip(DATA)) return false;
        int data = at;
        if (!text()) return false;
        int dataEnd = at;
        if (!skip(PREV_HASH) || !prevHashDigits() || !skip(HASH)) return false;
        int claimed = at;
        at += Hash.HEX_DIGITS;
        if (!skip(TRANSACTIONS)) return false;
        startPreimage(timestamp, nonce);
        if (!transactions()) return false;
        addText(data, dataEnd);
        return isHash(claimed);
    }

    private void startPreimage(long timestamp, long nonce) {
        Words.putInt(preimage, 0, (int) index);
        Words.putLong(preimage, 4, timestamp);
        Words.putLong(preimage, Preimage.NONCE_OFFSET, nonce);
        preimageBytes = PREV_HASH_OFFSET + Hash.BYTES;
    }

    /// Reads up to the end of the frame.
    private boolean transactions() {
        if (isEnd()) return true;
        while (true) {
            if (!transaction()) return false;
            if (isEnd()) return true;
            if (at >= limit || bytes[at++] != ',') return false;
        }
    }

    private boolean isEnd() {
        if (limit - at < END.length) return false;
        if (bytes[at] != END[0] || bytes[at + 1] != END[1] || bytes[at + 2] != END[2]) return false;
        at += END.length;
        return true;
    }

    private boolean transaction() {
        if (!skip(SENDER) || !hashedText() || !skip(RECEIVER) || !hashedText()) return false;
        if (!skip(AMOUNT) || !number() || at >= limit || bytes[at++] != '}') return false;
        Words.putLong(preimage, preimageBytes, number);
        preimageBytes += Long.BYTES;
        return true;
    }

    private boolean hashedText() {
        int from = at;
        if (!text()) return false;
        addText(from, at);
        return true;
    }

    private boolean skip(Literal literal) {
        if (!literal.isAt(bytes, at, limit)) return false;
        at += literal.length();
        return true;
    }

    /// Reads a number; that it is in range of 63 bits can be seen by its sign, for 19 digits are
    /// less than 2^64.
    private boolean number() {
        int from = at;
        long value = 0;
        while (at - from <= MAX_DIGITS) {
            long word = wordAt();
            int digits = Words.digits(word);
            if (digits > 0) value = value * TENS[digits] + Words.decimal(word, digits);
            at += digits;
            if (digits < Long.BYTES) break;
        }
        int digits = at - from;
        number = value;
        return digits == 1 || (digits > 1 && digits <= MAX_DIGITS && bytes[from] != '0' && value >= 0);
    }

    /// The next eight bytes; beyond the limit, zeros.
    private long wordAt() {
        int missing = at + Long.BYTES - limit;
        if (missing <= 0) return Words.littleEndian(bytes, at);
        return missing < Long.BYTES ? Words.littleEndian(bytes, limit - Long.BYTES) >>> (missing * Byte.SIZE) : 0;
    }

    /// A block nearly always follows the one that was read before it, and
    /// then its digits are known.
    private boolean prevHashDigits() {
        if (limit - at < Hash.HEX_DIGITS) return false;
        if (isHashOfLast()) {
            System.arraycopy(digest, 0, preimage, PREV_HASH_OFFSET, Hash.BYTES);
        } else if (childOnly || !readPrevHash()) {
            return false;
        }
        at += Hash.HEX_DIGITS;
        return true;
    }

    private boolean readPrevHash() {
        for (int word = 0; word < Hash.BYTES / Long.BYTES; word++) {
            int digits = at + word * 2 * Long.BYTES;
            long high = Words.lowerHex(Words.bigEndian(bytes, digits));
            long low = Words.lowerHex(Words.bigEndian(bytes, digits + Long.BYTES));
            if ((high | low) < 0) return false;
            Words.putBigEndian(preimage, PREV_HASH_OFFSET + word * Long.BYTES, high << Integer.SIZE | low);
        }
        return true;
    }

    private boolean isHashOfLast() {
        for (int i = 0; i < hashDigits.length; i++) {
            if (Words.bigEndian(bytes, at + i * Long.BYTES) != hashDigits[i]) return false;
        }
        return true;
    }

    /// Whether these 64 bytes are the digits of the hash of what was read. They
    /// need not be read for that.
    private boolean isHash(int claimed) {
        sha256.update(preimage, 0, preimageBytes);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes are too few for SHA-256", e);
        }
        boolean same = true;
        for (int i = 0; i < hashDigits.length; i++) {
            hashDigits[i] = Words.hex(Words.bigEndianInt(digest, i * Integer.BYTES));
            same &= hashDigits[i] == Words.bigEndian(bytes, claimed + i * Long.BYTES);
        }
        return same;
    }

    private boolean text() {
        int end = CanonicalText.end(bytes, at, limit);
        if (end == NONE) return false;
        at = end;
        return true;
    }

    private void addText(int from, int to) {
        preimageBytes = CanonicalText.unescape(bytes, from, to, preimage, preimageBytes);
    }

    /// Eight to 24 bytes that must stand where they stand, compared in eights; these may
    /// overlap, so that nothing beyond them is looked at. A record, for whose components are
    /// constants to the compiler.
    private record Literal(int length, long first, int middleAt, long middle, long last) {
        static Literal of(String text) {
            byte[] ascii = text.getBytes(US_ASCII);
            int lastAt = ascii.length - Long.BYTES;
            int middleAt = Math.min(Long.BYTES, lastAt);
            return new Literal(
                    ascii.length,
                    Words.littleEndian(ascii, 0),
                    middleAt,
                    Words.littleEndian(ascii, middleAt),
                    Words.littleEndian(ascii, lastAt));
        }

        boolean isAt(byte[] bytes, int at, int limit) {
            return limit - at >= length
                    && Words.littleEndian(bytes, at) == first
                    && Words.littleEndian(bytes, at + middleAt) == middle
                    && Words.littleEndian(bytes, at + length - Long.BYTES) == last;
        }
    }
}
