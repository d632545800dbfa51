package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// What is read of a log that is not what a node wrote: to the byte,
/// wherever it is cut into chunks.
class LogContentsTest {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int FRAME_BYTES = 4_096;

    private final Branches branches = Branches.FREE;
    private final List<Block> chain = branches.branch(branches.genesis(), 3, "x".repeat(200));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private int frame(Block block) {
        log.writeBytes(BlockWriter.frame(block));
        return log.size();
    }

    private Inspection read() throws IOException {
        HeapStore store = new HeapStore();
        store.append(ByteBuffer.wrap(log.toByteArray()));
        return new ChainOpening(branches.parameters())
                .read(store, new HeapStore())
                .inspection();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                FRAME_BYTES - 1,
                FRAME_BYTES,
                FRAME_BYTES + 1,
                2 * FRAME_BYTES,
                2 * FRAME_BYTES + 1,
                CHUNK_BYTES - 600,
                CHUNK_BYTES - 1,
                CHUNK_BYTES,
                CHUNK_BYTES + 1,
                2 * CHUNK_BYTES - 600,
                2 * CHUNK_BYTES + FRAME_BYTES
            })
    void damageOfAnyLengthIsTheStretchBetweenTwoBlocks(int length) throws IOException {
        for (boolean endsItsLine : List.of(true, false)) {
            log.reset();
            int at = frame(chain.getFirst());
            log.writeBytes("x".repeat(length - 1).getBytes(US_ASCII));
            log.write(endsItsLine ? '\n' : 'x');
            frame(chain.get(1));
            int end = frame(chain.get(2));

            Inspection found = read();
            assertEquals(3, found.tip().index());
            assertEquals(3, found.log().blocks());
            assertEquals(end, found.log().validEnd());
            assertEquals(length, found.log().damagedBytes());
            assertEquals(1, found.log().damageCount());
            Damage damage = found.log().damages().getFirst();
            assertEquals(at, damage.offset());
            assertEquals(length, damage.length());
        }
    }

    @Test
    void framesAreReadOnAcrossChunks() throws IOException {
        List<Block> many = branches.branch(branches.genesis(), 2 * CHUNK_BYTES / FRAME_BYTES + 10, "y".repeat(3_700));
        int end = 0;
        for (Block block : many) end = frame(block);
        assertTrue(end > 2 * CHUNK_BYTES, end + " bytes");
        Inspection found = read();
        assertEquals(many.size(), found.tip().index());
        assertTrue(found.isWhole());
        assertEquals(0, found.ignored());
    }

    @Test
    void whatIsWrongIsToldInWords() throws IOException {
        Block first = chain.getFirst();
        String frame = new String(BlockWriter.frame(first), US_ASCII);
        assertReason("no frame of a block: \"nonsense\"", "nonsense\n");
        assertReason("a chain request, which is no block", "GET_CHAIN\n");
        assertReason("a frame that holds no block: ", "BLOCK:{\n");
        assertReason(
                "block 1, but not in the form in which nodes write it", frame.replace("{\"index\"", "{ \"index\""));
        assertReason("block 1, which is not valid: ", frame.replace("\"nonce\":0", "\"nonce\":1"));
        assertReason("a line of more than 4096 bytes", "z".repeat(FRAME_BYTES + 1) + "\n");
        assertReason("zero bytes", "\0".repeat(10));
        assertReason("the start of a frame, or of something else, without its end", "BLOCK:{\"ind");
    }

    private void assertReason(String start, String damage) throws IOException {
        log.reset();
        log.writeBytes(damage.getBytes(US_ASCII));
        List<Damage> damages = read().log().damages();
        assertEquals(1, damages.size(), damage);
        assertTrue(damages.getFirst().reason().startsWith(start), damages::toString);
    }

    /// A line can be as long as a frame, also where it begins in one chunk and ends in another.
    @ParameterizedTest
    @ValueSource(ints = {0, CHUNK_BYTES - FRAME_BYTES / 2, CHUNK_BYTES - FRAME_BYTES, CHUNK_BYTES - 1})
    void onlyALineThatIsLongerThanAFrameIsTooLong(int before) throws IOException {
        String line = "z".repeat(FRAME_BYTES - 1) + "\n";
        assertEquals(List.of("no frame of a block: \"" + "z".repeat(32) + "…\""), reasonsBehindBlocks(before, line));
        assertEquals(List.of("a line of more than 4096 bytes"), reasonsBehindBlocks(before, "z" + line));
    }

    /// What a disk has not written yet when the power goes.
    @Test
    void zerosAtTheEndAreToldFromTornFrames() throws IOException {
        assertEquals(List.of("zero bytes"), reasonsBehindBlocks(1_000, "\0".repeat(5_000)));
        String torn = "the start of a frame, or of something else, without its end";
        assertEquals(List.of(torn), reasonsBehindBlocks(1_000, "\0".repeat(5_000) + "x"));
        assertEquals(List.of(torn), reasonsBehindBlocks(1_000, "x" + "\0".repeat(5_000)));
        assertEquals(List.of("no frame of a block: \"\""), reasonsBehindBlocks(1_000, "\n\0\0"));
    }

    /// The reasons of the damage that follows blocks of `before` bytes together.
    private List<String> reasonsBehindBlocks(int before, String damage) throws IOException {
        log.reset();
        Block last = branches.genesis();
        while (log.size() < before) {
            int empty = BlockWriter.frame(branches.child(last, "")).length;
            int left = before - log.size();
            int size = left <= FRAME_BYTES ? left : Math.min(3_000, left - empty);
            last = branches.child(last, "x".repeat(size - empty));
            frame(last);
        }
        log.writeBytes(damage.getBytes(US_ASCII));
        return read().log().damages().stream().map(Damage::reason).toList();
    }

    @Test
    void ofManyDamagesTheFirstAreToldAndAllAreCounted() throws IOException {
        for (int damages : List.of(ChainLimits.MAX_TOLD_DAMAGES, ChainLimits.MAX_TOLD_DAMAGES + 1)) {
            log.reset();
            for (Block block : branches.branch(branches.genesis(), damages, "b")) {
                log.writeBytes("bad\n".getBytes(US_ASCII));
                frame(block);
            }
            LogContents found = read().log();
            assertEquals(damages, found.damageCount());
            assertEquals(4L * damages, found.damagedBytes());
            assertEquals(ChainLimits.MAX_TOLD_DAMAGES, found.damages().size());
        }
    }

    @Test
    void severalThingsInARowAreOneDamageNamedByTheFirst() throws IOException {
        frame(chain.getFirst());
        log.writeBytes("one\ntwo\nthree\n".getBytes(US_ASCII));
        frame(chain.get(1));
        log.writeBytes("four\n".getBytes(US_ASCII));
        int end = frame(chain.get(2));
        log.writeBytes("end".getBytes(US_ASCII));

        LogContents found = read().log();
        assertEquals(3, found.damageCount());
        assertEquals(
                List.of(14L, 5L, 3L),
                found.damages().stream().map(Damage::length).toList());
        assertTrue(found.damages().getFirst().reason().contains("one"), found::toString);
        assertEquals(19, found.damagedBytes());
        assertEquals(end, found.damages().getLast().offset());
        assertEquals(3, found.tailBytes());
    }

    @Test
    void whatHangsOnNothingAndWhatIsThereTwiceIsCounted() throws IOException {
        frame(chain.getFirst());
        frame(chain.getFirst());
        frame(chain.get(2));
        frame(branches.child(branches.genesis(), "beside it"));
        Inspection found = read();
        assertEquals(1, found.tip().index());
        assertEquals(1, found.orphans());
        assertEquals(1, found.otherBranches());
        assertEquals(1, found.ignored());
        assertEquals(0, found.log().damageCount());
    }
}
