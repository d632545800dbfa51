package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A block as its canonical frame spells it (2.5).
public record WireBlock(
        long index, long timestamp, long nonce, String data, String prevHash, String hash, List<Payment> payments) {
    /// One transaction.
    public record Payment(String sender, String receiver, long amount) {}

    /// Hash of the fixed genesis block (3.3).
    public static final String GENESIS_HASH = "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13";

    private static final String WORK = "0000";

    /// What a frame turned out to be.
    public sealed interface Reading permits Canonical, Faulty {}

    /// A frame in canonical form. Whether its hash is right and carries work is another question.
    public record Canonical(WireBlock block) implements Reading {}

    /// A frame that no sender may send, and why.
    public record Faulty(String fault) implements Reading {}

    public WireBlock {
        payments = List.copyOf(payments);
    }

    /// Reads a whole frame, `BLOCK:` and LF included, and accepts the canonical form alone.
    public static Reading read(byte[] frame) {
        return CanonicalReader.read(frame);
    }

    /// Whether the hash is that of the contents (3.1).
    public boolean hashIsRight() {
        return hash.equals(HexFormat.of().formatHex(digest()));
    }

    /// Whether the first two bytes of the hash are zero (3.2).
    public boolean hasWork() {
        return hash.startsWith(WORK);
    }

    /// A block without work and transactions, to be mined.
    ///
    /// @param index    its parent's plus one
    /// @param prevHash its parent's hash
    public static WireBlock draft(long index, long timestamp, String prevHash, String data) {
        return new WireBlock(index, timestamp, 0, data, prevHash, prevHash, List.of());
    }

    /// The one frame that a sender may send it in (2.5), its LF included.
    public Octets canonicalFrame() {
        return CanonicalWriter.frame(this);
    }

    private byte[] digest() {
        return sha256().digest(preimage());
    }

    /// The hashed bytes (3.1).
    byte[] preimage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(
                head.putInt((int) index).putLong(timestamp).putLong(nonce).array());
        out.writeBytes(HexFormat.of().parseHex(prevHash));
        for (Payment payment : payments) {
            out.writeBytes(payment.sender.getBytes(UTF_8));
            out.writeBytes(payment.receiver.getBytes(UTF_8));
            ByteBuffer amount = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(amount.putLong(payment.amount).array());
        }
        out.writeBytes(data.getBytes(UTF_8));
        return out.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Whether decimal digits stay below 2^`bits`.
    static boolean fits(String digits, int bits) {
        return digits.length() <= 19 && new BigInteger(digits).bitLength() <= bits;
    }
}
