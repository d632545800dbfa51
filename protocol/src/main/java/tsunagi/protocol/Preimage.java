package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a block that are hashed (3.1).
///
/// | offset | bytes | what |
/// | --- | --- | --- |
/// | 0 | 4 | index, little-endian |
/// | 4 | 8 | timestamp, little-endian |
/// | 12 | 8 | nonce, little-endian |
/// | 20 | 32 | prev_hash |
/// | 52 | – | each transaction: sender, receiver, amount as 8 bytes little-endian |
/// | then | – | data |
///
/// Texts stand in UTF-8 without length or separator, so two different blocks can have one
/// preimage (section 7).
public final class Preimage {
    /// Where a miner writes the nonce it tries.
    public static final int NONCE_OFFSET = 12;

    private static final int FIXED_BYTES = 4 + 8 + 8 + Hash.BYTES;

    public static byte[] of(Block block) {
        List<byte[]> texts = new ArrayList<>();
        int length = FIXED_BYTES;
        for (Transaction transaction : block.transactions()) {
            length += add(texts, transaction.sender()) + add(texts, transaction.receiver()) + Long.BYTES;
        }
        length += add(texts, block.data());

        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((int) block.index()).putLong(block.timestamp()).putLong(block.nonce());
        block.prevHash().writeTo(out.order(ByteOrder.BIG_ENDIAN));
        out.order(ByteOrder.LITTLE_ENDIAN);
        int text = 0;
        for (Transaction transaction : block.transactions()) {
            out.put(texts.get(text++)).put(texts.get(text++)).putLong(transaction.amount());
        }
        out.put(texts.get(text));
        return out.array();
    }

    private static int add(List<byte[]> texts, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        texts.add(utf8);
        return utf8.length;
    }

    private Preimage() {}
}
