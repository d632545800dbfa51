package tsunagi.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// A chain of 20,000 blocks that programs in other languages mined, where it
/// lies next to the checkout.
class ChainVectorTest {
    /// From the module's directory, in which the tests run, to the checkout
    /// and to what is next to it.
    private static final Path FRAMES = Path.of("")
            .toAbsolutePath()
            .resolve("../../shared/vectors/chain-20k.frames.gz")
            .normalize();

    private static final String GENESIS = "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13";
    private static final String TIP = "0000fab573d53ad10d70b4f263bc5751cf8ec845b4c53fcada6f39022116c8c8";
    private static final int DIFFICULTY_BYTES = 2;

    private Hash tip = Hash.parse(GENESIS).orElseThrow();
    private long height;

    @Test
    void everyBlockIsReadProvenLinkedAndWrittenBackByteForByte() throws IOException {
        assumeTrue(Files.isReadable(FRAMES), "the chain of 20,000 blocks is not at " + FRAMES);
        FrameDecoder decoder = new FrameDecoder();
        byte[] piece = new byte[8192];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FRAMES))) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, read);
                while (decoder.next(bytes) instanceof FrameDecoder.Frame frame) check(frame.bytes());
            }
        }
        assertFalse(decoder.midFrame(), "the last frame has its LF");
        assertEquals(20_000, height);
        assertEquals(TIP, tip.toString());
    }

    private void check(ByteBuffer frame) {
        Message message = Message.parse(frame);
        Block block = assertInstanceOf(Message.BlockAnnounced.class, message).block();
        height++;
        assertEquals(height, block.index());
        assertEquals(tip, block.prevHash(), () -> "3.4: link of block " + height);
        assertEquals(block.computeHash(), block.hash(), () -> "3.1: hash of block " + height);
        assertTrue(block.hash().leadingZeroBytes() >= DIFFICULTY_BYTES, () -> "3.2: work of block " + height);
        assertEquals(frame, ByteBuffer.wrap(BlockWriter.frame(block)), () -> "2.8: bytes of block " + height);
        tip = block.hash();
    }
}
