package tsunagi.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The canonical reader and the plain one agree on any bytes, and on the canonical form of any
/// block that they spell. For a fuzzer that calls it by its name.
public final class CanonicalReaderFuzz {
    /// Reads the input as one frame, both ways.
    ///
    /// @param input a frame but for its LF
    public static void fuzzerTestOneInput(byte[] input) {
        int lf = 0;
        while (lf < input.length && input[lf] != '\n') lf++;
        byte[] frame = Arrays.copyOf(input, lf + 1);
        frame[lf] = '\n';
        CanonicalReading.isCanonical(frame);
        CanonicalReading.checkInTheMidst(frame);
        if (Message.parse(ByteBuffer.wrap(frame)) instanceof Message.BlockAnnounced announced) {
            byte[] canonical = BlockWriter.frame(proven(announced.block()));
            boolean fits = canonical.length <= ProtocolLimits.MAX_FRAME_BYTES;
            if (CanonicalReading.isCanonical(canonical) != fits) throw new AssertionError("refused: " + announced);
        }
    }

    private static Block proven(Block block) {
        return block.withProof(block.nonce(), block.computeHash());
    }

    private CanonicalReaderFuzz() {}
}
