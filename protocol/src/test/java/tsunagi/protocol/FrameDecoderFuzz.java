package tsunagi.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Any bytes, in any pieces: the frames are those of the whole in one piece, no longer than they
/// may be, and put together again they are the bytes. For a fuzzer that calls it by its name.
public final class FrameDecoderFuzz {
    /// Decodes the input at once and in pieces.
    ///
    /// @param input the length of the pieces in its first byte, then the bytes
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) return;
        int pieceBytes = 1 + (input[0] & 0xff);
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        List<byte[]> atOnce = frames(bytes, Math.max(1, bytes.length));
        List<byte[]> inPieces = frames(bytes, pieceBytes);
        if (!Arrays.deepEquals(atOnce.toArray(), inPieces.toArray())) throw new AssertionError("pieces matter");
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (byte[] frame : atOnce) {
            if (frame.length > ProtocolLimits.MAX_FRAME_BYTES) throw new AssertionError("too long: " + frame.length);
            together.writeBytes(frame);
        }
        byte[] start = Arrays.copyOf(bytes, together.size());
        if (!Arrays.equals(start, together.toByteArray())) throw new AssertionError("not the bytes that came");
    }

    private static List<byte[]> frames(byte[] bytes, int pieceBytes) {
        List<byte[]> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at));
            while (true) {
                FrameDecoder.Result result = decoder.next(piece);
                if (result instanceof FrameDecoder.TooLong) return frames;
                if (!(result instanceof FrameDecoder.Frame frame)) break;
                byte[] copy = new byte[frame.bytes().remaining()];
                frame.bytes().get(copy);
                frames.add(copy);
            }
        }
        return frames;
    }

    private FrameDecoderFuzz() {}
}
