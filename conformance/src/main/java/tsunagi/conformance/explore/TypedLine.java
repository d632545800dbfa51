package tsunagi.conformance.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// A line at the console, and what a node makes of it (6.2).
///
/// @param bytes without its LF
record TypedLine(Octets bytes) {
    static final String NO_BLOCK = "no block: empty, no UTF-8, or too long (6.2)";

    /// The line without one CR at its end.
    Octets data() {
        int size = bytes.size();
        return size > 0 && bytes.toArray()[size - 1] == '\r' ? bytes.slice(0, size - 1) : bytes;
    }

    /// Whether it is mined. None comes near the limit of 1.3, so the nonce does not matter.
    boolean becomesBlock() {
        Octets data = data();
        if (data.size() == 0) return false;
        try {
            String text =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(data.toArray())).toString();
            WireBlock block = new WireBlock(1, 0, 0, text, WireBlock.GENESIS_HASH, WireBlock.GENESIS_HASH, List.of());
            return block.canonicalFrame().size() < Frames.MAX_BYTES;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
