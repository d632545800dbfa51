package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.DigestException;
import java.security.MessageDigest;

/// Reads frames of blocks that are in the canonical form already (2.5), which is how nodes send
/// them, straight from the bytes: no texts, no objects, eight bytes at a time where it can.
///
/// It reads exactly the frames that [BlockWriter] writes, and of them what [Message#parse] reads;
/// whatever else there is, it takes for nothing, and the plain way says what it is. What was read
/// is good until the next call. Not thread-safe.
public final class CanonicalReader {
    /// What [#read] says of bytes that do not begin with a canonical frame.
    public static final int NONE = -1;

    private static final int MAX_DIGITS = 19;

    private static final Literal INDEX = new Literal("BLOCK:{\"index\":");
    private static final Literal TIMESTAMP = new Literal(",\"timestamp\":");
    private static final Literal NONCE = new Literal(",\"nonce\":");
    private static final Literal DATA = new Literal(",\"data\":\"");
    private static final Literal PREV_HASH = new Literal("\",\"prev_hash\":\"");
    private static final Literal HASH = new Literal("\",\"hash\":\"");
    private static final Literal TRANSACTIONS = new Literal("\",\"transactions\":[");
    private static final Literal SENDER = new Literal("{\"sender\":\"");
    private static final Literal RECEIVER = new Literal("\",\"receiver\":\"");
    private static final Literal AMOUNT = new Literal("\",\"amount\":");
    private static final byte[] END = "]}\n".getBytes(US_ASCII);

    /// The bytes that are hashed; they are never more than those of the frame.
    private final byte[] preimage = new byte[ProtocolLimits.MAX_FRAME_BYTES];

    private final MessageDigest sha256 = Hash.newSha256();
    private final byte[] digest = new byte[Hash.BYTES];
    private final long[] prevHash = new long[Hash.BYTES / Long.BYTES];
    private final long[] hash = new long[Hash.BYTES / Long.BYTES];
    private byte[] bytes = new byte[0];
    private int at;
    private int limit;
    private long number;
    private long index;
    private int preimageBytes;

    /// Reads the frame that begins at `from`, if it is canonical.
    ///
    /// @param from  where in `bytes` it begins
    /// @param limit where the bytes end; the frame may end before
    /// @return where it ends, after its LF; [#NONE] if there is no canonical frame, or not all of it
    public int read(byte[] bytes, int from, int limit) {
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
        return new Hash(prevHash[0], prevHash[1], prevHash[2], prevHash[3]);
    }

    /// Whether the `prev_hash` member is this.
    public boolean follows(Hash parent) {
        return parent.word0() == prevHash[0]
                && parent.word1() == prevHash[1]
                && parent.word2() == prevHash[2]
                && parent.word3() == prevHash[3];
    }

    /// The `hash` member, which the sender claims.
    public Hash hash() {
        return new Hash(hash[0], hash[1], hash[2], hash[3]);
    }

    /// Whether the `hash` member is the hash of the block (3.1, 3.2).
    public boolean isHashTrue() {
        sha256.update(preimage, 0, preimageBytes);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes are too few for SHA-256", e);
        }
        for (int word = 0; word < hash.length; word++) {
            if (Words.bigEndian(digest, word * Long.BYTES) != hash[word]) return false;
        }
        return true;
    }

    private boolean isFrame() {
        if (!skip(INDEX) || !number() || number > ProtocolLimits.MAX_INDEX) return false;
        index = number;
        if (!skip(TIMESTAMP) || !number()) return false;
        long timestamp = number;
        if (!skip(NONCE) || !number()) return false;
        long nonce = number;
        if (!skip(DATA)) return false;
        int data = at;
        if (!text()) return false;
        int dataEnd = at;
        if (!skip(PREV_HASH) || !hash(prevHash) || !skip(HASH) || !hash(hash) || !skip(TRANSACTIONS)) return false;
        startPreimage(timestamp, nonce);
        if (!transactions()) return false;
        addText(data, dataEnd);
        return true;
    }

    private void startPreimage(long timestamp, long nonce) {
        Words.putInt(preimage, 0, (int) index);
        Words.putLong(preimage, 4, timestamp);
        Words.putLong(preimage, Preimage.NONCE_OFFSET, nonce);
        int to = Preimage.NONCE_OFFSET + Long.BYTES;
        for (int word = 0; word < prevHash.length; word++) {
            Words.putLong(preimage, to + word * Long.BYTES, Long.reverseBytes(prevHash[word]));
        }
        preimageBytes = to + Hash.BYTES;
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
        while (at < limit) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) break;
            value = value * 10 + digit;
            at++;
        }
        int digits = at - from;
        number = value;
        return digits == 1 || (digits > 1 && digits <= MAX_DIGITS && bytes[from] != '0' && value >= 0);
    }

    private boolean hash(long[] into) {
        if (limit - at < Hash.HEX_DIGITS) return false;
        for (int word = 0; word < into.length; word++) {
            long high = Words.lowerHex(Words.bigEndian(bytes, at));
            long low = Words.lowerHex(Words.bigEndian(bytes, at + Long.BYTES));
            if ((high | low) < 0) return false;
            into[word] = high << Integer.SIZE | low;
            at += 2 * Long.BYTES;
        }
        return true;
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

    /// Eight bytes or more that must stand where they stand, compared in eights; the last eight
    /// may overlap those before, so that nothing beyond them is looked at.
    private static final class Literal {
        private final int length;
        private final long[] words;
        private final long lastWord;

        Literal(String text) {
            byte[] ascii = text.getBytes(US_ASCII);
            length = ascii.length;
            words = new long[(length - 1) / Long.BYTES];
            for (int i = 0; i < words.length; i++) words[i] = Words.littleEndian(ascii, i * Long.BYTES);
            lastWord = Words.littleEndian(ascii, length - Long.BYTES);
        }

        int length() {
            return length;
        }

        boolean isAt(byte[] bytes, int at, int limit) {
            if (limit - at < length) return false;
            for (int i = 0; i < words.length; i++) {
                if (Words.littleEndian(bytes, at + i * Long.BYTES) != words[i]) return false;
            }
            return Words.littleEndian(bytes, at + length - Long.BYTES) == lastWord;
        }
    }
}
