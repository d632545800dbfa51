package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules 1.2 to 1.5: frames out of a stream of bytes, however it is split.
class FrameDecoderTest {
    private static final int MAX = ProtocolLimits.MAX_FRAME_BYTES;
    private static final List<String> FRAMES = List.of(
            "GET_CHAIN\n",
            "\n",
            "\n",
            "BLOCK:" + Samples.CANONICAL + "\n",
            "\r\n",
            "\0\u00ff\n",
            "x".repeat(700) + "\n");
    private static final String STREAM = String.join("", FRAMES);

    @Test
    void manyFramesInOnePiece() {
        assertEquals(FRAMES, decode(STREAM));
    }

    @Test
    void aSplitAtEveryPosition() {
        for (int at = 0; at <= STREAM.length(); at++) {
            assertEquals(FRAMES, decode(STREAM.substring(0, at), STREAM.substring(at)), "split at " + at);
        }
    }

    /// A caller with room for more takes back the start of a frame and pushes
    /// it with what follows it.
    @Test
    void whatIsTakenBackIsPushedAgainWithWhatFollows() {
        for (int at = 0; at <= STREAM.length(); at++) {
            FrameDecoder decoder = new FrameDecoder();
            List<String> frames = new ArrayList<>(decode(decoder, STREAM.substring(0, at)));
            ByteBuffer rest = ByteBuffer.allocate(STREAM.length());
            decoder.giveBack(rest);
            assertFalse(decoder.midFrame(), "nothing is kept twice");
            rest.put(bytes(STREAM.substring(at))).flip();
            frames.addAll(decode(decoder, ISO_8859_1.decode(rest).toString()));
            assertEquals(FRAMES, frames, "split at " + at);
        }
    }

    @ParameterizedTest(name = "1.4 pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 64, 511, 512, 513})
    void piecesOfOneSize(int size) {
        assertEquals(FRAMES, decode(pieces(STREAM, size)));
    }

    @Property
    void anySplits(@ForAll @Size(max = 40) List<@IntRange(max = 120) Integer> sizes) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            int to = Math.min(from + size, STREAM.length());
            pieces.add(STREAM.substring(from, to));
            from = to;
        }
        pieces.add(STREAM.substring(from));
        assertEquals(FRAMES, decode(pieces.toArray(String[]::new)));
    }

    @ParameterizedTest(name = "1.3 a frame of 4096 bytes, LF included, in pieces of {0}")
    @ValueSource(ints = {1, 2, 100, 512, 1365, 2047, 2048, 4095, 4096})
    void theLongestFrame(int pieceSize) {
        String longest = "x".repeat(MAX - 1) + "\n";
        List<String> frames = List.of("a\n", longest, longest, "b\n");
        assertEquals(frames, decode(pieces(String.join("", frames), pieceSize)));
    }

    @ParameterizedTest(name = "1.3 4096 bytes without LF are too long, before a 4097th comes, in pieces of {0}")
    @ValueSource(ints = {1, 2, 512, 1365, 4095, 4096})
    void tooLongAtTheLastByte(int pieceSize) {
        FrameDecoder decoder = new FrameDecoder();
        String[] almost = pieces("x".repeat(MAX - 1), pieceSize);
        for (String piece : almost) {
            assertInstanceOf(FrameDecoder.NeedMore.class, decoder.next(bytes(piece)));
        }
        assertInstanceOf(FrameDecoder.TooLong.class, decoder.next(bytes("x")));
    }

    @ParameterizedTest(name = "1.3 a frame of 4097 bytes, LF included, in pieces of {0}")
    @ValueSource(ints = {1, 2, 512, 4095, 4096, 4097})
    void oneByteTooLong(int pieceSize) {
        assertEquals(List.of("a\n", "TooLong"), decode(pieces("a\n" + "x".repeat(MAX) + "\n", pieceSize)));
    }

    @Test
    void framesBeforeOneThatIsTooLongAreStillGiven() {
        assertEquals(List.of("a\n", "b\n", "TooLong"), decode("a\nb\n" + "x".repeat(3 * MAX)));
    }

    @Test
    void tooLongIsForGood() {
        FrameDecoder decoder = new FrameDecoder();
        FrameDecoder.Result tooLong = decoder.next(bytes("x".repeat(MAX)));
        assertInstanceOf(FrameDecoder.TooLong.class, tooLong);
        assertSame(tooLong, decoder.next(bytes("\n")));
        assertSame(tooLong, decoder.next(bytes("GET_CHAIN\n")));
        assertSame(tooLong, decoder.next(bytes("")));
    }

    @Test
    void whereTheLastFrameEnds() {
        assertEquals(4, endOfFrames("a\nb\n"));
        assertEquals(4, endOfFrames("a\nb\nwhat has begun"));
        assertEquals(0, endOfFrames("nothing has ended"));
        assertEquals(0, endOfFrames(""));
        assertEquals(2, FrameDecoder.endOfFrames(bytes("a\nb\n"), 3), "nothing behind the limit is looked at");
        assertEquals(2, FrameDecoder.endOfFrames(bytes("a\nb").position(2), 3), "nor is what has been read");
    }

    /// What is longer than a frame is not searched for the end of one.
    @Test
    void theLastFrameEndsNoFurtherBackThanAFrameIsLong() {
        assertEquals(2, endOfFrames("a\n" + "x".repeat(MAX - 1)));
        assertEquals(0, endOfFrames("a\n" + "x".repeat(MAX)));
    }

    private static int endOfFrames(String text) {
        ByteBuffer all = bytes(text);
        return FrameDecoder.endOfFrames(all, all.limit());
    }

    @Test
    void bytesAfterTheLastLineFeedWaitForMore() {
        FrameDecoder decoder = new FrameDecoder();
        ByteBuffer in = bytes("a\nGET_");
        assertFalse(decoder.midFrame());
        assertInstanceOf(FrameDecoder.Frame.class, decoder.next(in));
        assertFalse(decoder.midFrame(), "1.5: nothing would be lost if the stream ended here");
        assertInstanceOf(FrameDecoder.NeedMore.class, decoder.next(in));
        assertFalse(in.hasRemaining());
        assertTrue(decoder.midFrame(), "1.5: four bytes would be dropped if it ended here");
        assertEquals("GET_CHAIN\n", text(assertInstanceOf(FrameDecoder.Frame.class, decoder.next(bytes("CHAIN\n")))));
        assertFalse(decoder.midFrame());
    }

    @Test
    void nothingPushedIsNothingFound() {
        FrameDecoder decoder = new FrameDecoder();
        assertInstanceOf(FrameDecoder.NeedMore.class, decoder.next(bytes("")));
        assertFalse(decoder.midFrame());
    }

    @Test
    void aFrameWholeInAPieceIsAViewOfIt() {
        ByteBuffer in = bytes("..ab\ncd\n").position(2);
        FrameDecoder.Frame frame = assertInstanceOf(FrameDecoder.Frame.class, new FrameDecoder().next(in));
        in.put(2, (byte) 'X');
        assertEquals("Xb\n", text(frame));
        assertEquals(5, in.position(), "consumed up to the LF, and no further");
    }

    @ParameterizedTest(name = "a frame whose first piece has {0} bytes is put together in a buffer of one frame's size")
    @ValueSource(ints = {1, 511, 512, 513, 2047, 2048, 2049, 4095})
    void theCarryIsNoLargerThanAFrame(int firstPiece) {
        FrameDecoder decoder = new FrameDecoder();
        decoder.next(bytes("x".repeat(firstPiece)));
        FrameDecoder.Result result = decoder.next(bytes("x".repeat(MAX - 1 - firstPiece) + "\n"));
        ByteBuffer frame = assertInstanceOf(FrameDecoder.Frame.class, result).bytes();
        assertTrue(frame.capacity() <= MAX, "it keeps " + frame.capacity() + " bytes");
    }

    private static List<String> decode(String... pieces) {
        return decode(new FrameDecoder(), pieces);
    }

    private static List<String> decode(FrameDecoder decoder, String... pieces) {
        List<String> found = new ArrayList<>();
        for (String piece : pieces) {
            ByteBuffer in = bytes(piece);
            while (true) {
                FrameDecoder.Result result = decoder.next(in);
                if (result instanceof FrameDecoder.Frame frame) found.add(text(frame));
                else if (result instanceof FrameDecoder.NeedMore) break;
                else {
                    found.add("TooLong");
                    return found;
                }
            }
        }
        return found;
    }

    private static String[] pieces(String stream, int size) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length(); from += size) {
            pieces.add(stream.substring(from, Math.min(from + size, stream.length())));
        }
        return pieces.toArray(String[]::new);
    }

    private static ByteBuffer bytes(String latin1) {
        return ByteBuffer.wrap(latin1.getBytes(ISO_8859_1));
    }

    private static String text(FrameDecoder.Frame frame) {
        return ISO_8859_1.decode(frame.bytes().duplicate()).toString();
    }
}
