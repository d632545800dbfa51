package tsunagi.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Data that this project's code had no part in.
class VectorsTest {
    @Test
    void theBooksGenesisHasTheHashThatItsNodesComputed() throws IOException {
        byte[] json = vector("genesis.json");
        Block genesis = assertInstanceOf(BlockReader.Accepted.class, new BlockReader().read(ByteBuffer.wrap(json)))
                .block();
        assertEquals(
                "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13",
                genesis.hash().toString());
        assertEquals(genesis.hash(), genesis.computeHash());
    }

    @Test
    void aRealFrameIsReadProvenAndWrittenBackByteForByte() throws IOException {
        byte[] frame = vector("block1.frame");
        Message message = Message.parse(ByteBuffer.wrap(frame));
        Block block = assertInstanceOf(Message.BlockAnnounced.class, message).block();
        assertEquals(block.hash(), block.computeHash());
        assertArrayEquals(frame, BlockWriter.frame(block));
    }

    private static byte[] vector(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(VectorsTest.class.getResourceAsStream("/vectors/" + name))) {
            return in.readAllBytes();
        }
    }
}
