package tsunagi.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What the canonical reader has to be, for any bytes at all: the plain reader, on the frames that
/// the writer writes of blocks with a true hash, and nothing on all others.
final class CanonicalReading {
    /// Compares the two readers on one frame.
    ///
    /// @param frame with its LF
    /// @return whether it is canonical, and its hash true
    static boolean isCanonical(byte[] frame) {
        boolean expected = plain(frame) instanceof Block block
                && Arrays.equals(BlockWriter.frame(block), frame)
                && block.computeHash().equals(block.hash());
        if (expected && frame.length > ProtocolLimits.MAX_FRAME_BYTES) expected = false;
        CanonicalReader reader = new CanonicalReader();
        int end = reader.read(frame, 0, frame.length);
        if (end != (expected ? frame.length : CanonicalReader.NONE)) {
            throw new AssertionError("canonical: " + expected + ", but it ends at " + end);
        }
        if (expected) compare(reader, (Block) plain(frame));
        return expected;
    }

    /// The same frame between others, as it lies in a buffer.
    static void checkInTheMidst(byte[] frame) {
        byte[] bytes = new byte[frame.length + 20];
        Arrays.fill(bytes, (byte) '}');
        System.arraycopy(frame, 0, bytes, 3, frame.length);
        CanonicalReader reader = new CanonicalReader();
        int end = reader.read(bytes, 3, bytes.length);
        if (end != CanonicalReader.NONE) {
            if (end != 3 + frame.length) throw new AssertionError("it ends at " + end);
            compare(reader, (Block) plain(frame));
        } else if (isCanonical(frame)) {
            throw new AssertionError("not found among others");
        }
    }

    private static Object plain(byte[] frame) {
        return Message.parse(ByteBuffer.wrap(frame)) instanceof Message.BlockAnnounced announced
                ? announced.block()
                : "no block";
    }

    private static void compare(CanonicalReader reader, Block block) {
        boolean same = reader.index() == block.index()
                && reader.prevHash().equals(block.prevHash())
                && reader.hash().equals(block.hash());
        if (!same) throw new AssertionError("another block than " + block);
    }

    private CanonicalReading() {}
}
