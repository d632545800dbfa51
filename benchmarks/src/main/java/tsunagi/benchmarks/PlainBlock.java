package tsunagi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// A block as a plain Java program has it: bound to its JSON by Jackson, hashed with
/// `MessageDigest`, its hashes texts.
public record PlainBlock(
        long index,
        long timestamp,
        long nonce,
        String data,
        String prev_hash,
        String hash,
        List<Payment> transactions) {
    /// One of its transactions.
    public record Payment(String sender, String receiver, long amount) {}

    private static final String PREFIX = "BLOCK:";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// Reads a frame, without its LF, and checks the block's hash.
    ///
    /// @throws IOException if the hash is another
    public static PlainBlock read(String frame) throws IOException {
        PlainBlock block = MAPPER.readValue(frame.substring(PREFIX.length()), PlainBlock.class);
        String actual = HexFormat.of().formatHex(block.computeHash());
        if (!actual.equals(block.hash())) throw new IOException("block " + block.index() + " has the hash " + actual);
        return block;
    }

    /// The frame with its LF.
    public byte[] frame() {
        return (PREFIX + MAPPER.writeValueAsString(this) + "\n").getBytes(UTF_8);
    }

    private byte[] computeHash() throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        fixed.putInt((int) index).putLong(timestamp).putLong(nonce);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(fixed.array());
            sha256.update(HexFormat.of().parseHex(prev_hash));
            for (Payment payment : transactions) {
                sha256.update(payment.sender().getBytes(UTF_8));
                sha256.update(payment.receiver().getBytes(UTF_8));
                sha256.update(
                        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, payment.amount()));
            }
            return sha256.digest(data.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IOException("no SHA-256", e);
        }
    }
}
