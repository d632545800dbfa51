package tsunagi.protocol;

import java.nio.ByteBuffer;

/// Cuts a stream of bytes into frames (rules 1.2 to 1.4), whatever pieces it arrives in.
///
/// The caller owns the bytes and pushes them:
///
///     while (decoder.next(in) instanceof Frame frame) handle(frame.bytes());
///
/// A frame that lies whole in one piece is a view of that piece; only one that is spread over
/// several is put together in a buffer of its own, of [ProtocolLimits#MAX_FRAME_BYTES] at the most.
/// Not thread-safe: a connection has one reader.
public final class FrameDecoder {
    /// What [#next] found.
    public sealed interface Result permits Frame, NeedMore, TooLong {}

    /// One frame, LF included, between the buffer's position and limit. A view: it is good
    /// until the pushed buffer changes.
    public record Frame(ByteBuffer bytes) implements Result {}

    /// All that was pushed has been taken in, and the current frame is still without its LF.
    public record NeedMore() implements Result {}

    /// A frame's worth of bytes has come without an LF. The connection must be closed (1.3),
    /// and this decoder says nothing else from now on.
    public record TooLong() implements Result {}

    private static final Result NEED_MORE = new NeedMore();
    private static final Result TOO_LONG = new TooLong();
    private static final int FIRST_CARRY_BYTES = 512;

    private static final byte[] NO_BYTES = {};

    private byte[] carry = NO_BYTES;
    private int carried;
    private boolean failed;

    /// Consumes `in` up to and including the next LF, or all of it if it holds none.
    public Result next(ByteBuffer in) {
        if (failed) return TOO_LONG;
        int start = in.position();
        int room = ProtocolLimits.MAX_FRAME_BYTES - carried;
        int end = start + Math.min(room, in.remaining());
        for (int i = start; i < end; i++) {
            if (in.get(i) == '\n') {
                int length = i + 1 - start;
                return new Frame(carried == 0 ? view(in, length) : completed(in, length));
            }
        }
        if (end - start == room) {
            failed = true;
            return TOO_LONG;
        }
        carry(in, end - start);
        return NEED_MORE;
    }

    /// Whether a frame has begun whose LF has not come.
    public boolean midFrame() {
        return carried > 0;
    }

    /// Forgets the frame that has begun and puts its bytes where the buffer stands, for a caller
    /// that wants to push them again with what follows them, as one piece.
    public void giveBack(ByteBuffer to) {
        to.put(carry, 0, carried);
        carry = NO_BYTES;
        carried = 0;
    }

    /// Where the last LF before `limit` ends a frame: what is behind it is the beginning of one.
    /// If that is longer than a frame may be (1.3) it is not searched further, so that nobody can
    /// have much searched often.
    ///
    /// @param limit at most the buffer's
    /// @return just after that LF; the buffer's position if there is none, or none so near
    public static int endOfFrames(ByteBuffer bytes, int limit) {
        int least = Math.max(bytes.position(), limit - ProtocolLimits.MAX_FRAME_BYTES);
        for (int at = limit; at > least; at--) {
            if (bytes.get(at - 1) == '\n') return at;
        }
        return bytes.position();
    }

    private static ByteBuffer view(ByteBuffer in, int length) {
        ByteBuffer frame = in.slice(in.position(), length);
        in.position(in.position() + length);
        return frame;
    }

    private ByteBuffer completed(ByteBuffer in, int length) {
        carry(in, length);
        ByteBuffer frame = ByteBuffer.wrap(carry, 0, carried);
        carry = NO_BYTES;
        carried = 0;
        return frame;
    }

    private void carry(ByteBuffer in, int length) {
        if (carried + length > carry.length) {
            int doubled = Math.max(FIRST_CARRY_BYTES, Integer.highestOneBit(carried + length) * 2);
            byte[] larger = new byte[Math.min(doubled, ProtocolLimits.MAX_FRAME_BYTES)];
            System.arraycopy(carry, 0, larger, 0, carried);
            carry = larger;
        }
        in.get(carry, carried, length);
        carried += length;
    }
}
