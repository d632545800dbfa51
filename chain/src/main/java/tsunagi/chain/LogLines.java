package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import tsunagi.protocol.ProtocolLimits;

/// Cuts a log into lines, whatever is in it, in bounded memory.
final class LogLines {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int MAX_FRAME_BYTES = ProtocolLimits.MAX_FRAME_BYTES;

    /// Is given the lines in order.
    interface Sink {
        /// Whole lines, and perhaps the start of one more. What it takes of them, by moving the
        /// position past whole lines, it is not given again.
        ///
        /// @param start offset of the first of these bytes
        void lines(long start, ByteBuffer bytes) throws IOException;

        /// A line.
        ///
        /// @param start offset of its first byte
        /// @param end   offset after its LF
        /// @param tail its last bytes, LF included: all of them if they are no more than a frame
        ///     can have, else as many as that; valid during the call
        void line(long start, long end, ByteBuffer tail) throws IOException;

        /// What follows the last LF, if anything does.
        ///
        /// @param zeros whether it is zero bytes only
        void unended(long start, long end, boolean zeros);
    }

    /// Where the bytes are.
    @FunctionalInterface
    interface Source {
        void read(long offset, ByteBuffer into) throws IOException;
    }

    private final Sink sink;
    /// The end of the line so far, when it is spread over chunks.
    private final byte[] held = new byte[2 * MAX_FRAME_BYTES];

    private int heldBytes;
    private boolean zeros = true;
    private long lineStart;

    private LogLines(Sink sink, long start) {
        this.sink = sink;
        this.lineStart = start;
    }

    /// Reads from the start of a line to `end`.
    static void read(Source source, long start, long end, Sink sink) throws IOException {
        LogLines lines = new LogLines(sink, start);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long at = start; at < end; at += chunk.limit()) {
            source.read(at, chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - at)));
            lines.cut(chunk.flip(), at);
        }
        if (lines.lineStart < end) sink.unended(lines.lineStart, end, lines.zeros);
    }

    private void cut(ByteBuffer chunk, long offset) throws IOException {
        while (chunk.hasRemaining()) {
            if (offset + chunk.position() == lineStart) {
                sink.lines(lineStart, chunk);
                lineStart = offset + chunk.position();
            }
            int from = chunk.position();
            int lf = from;
            while (lf < chunk.limit() && chunk.get(lf) != '\n') {
                zeros &= chunk.get(lf) == 0;
                lf++;
            }
            boolean ended = lf < chunk.limit();
            int to = ended ? lf + 1 : lf;
            ByteBuffer piece = chunk.slice(from, to - from);
            chunk.position(to);
            if (ended && heldBytes == 0 && offset + from == lineStart) {
                end(piece, offset + to);
            } else {
                hold(piece);
                if (ended) end(ByteBuffer.wrap(held, 0, heldBytes), offset + to);
            }
        }
    }

    private void end(ByteBuffer line, long end) throws IOException {
        int excess = Math.max(0, line.remaining() - MAX_FRAME_BYTES);
        sink.line(lineStart, end, line.slice(line.position() + excess, line.remaining() - excess));
        lineStart = end;
        heldBytes = 0;
        zeros = true;
    }

    /// Adds to what is held of the line, of which only the last bytes are of use.
    private void hold(ByteBuffer piece) {
        int excess = Math.max(0, piece.remaining() - MAX_FRAME_BYTES);
        ByteBuffer end = piece.slice(excess, piece.remaining() - excess);
        if (heldBytes + end.remaining() > held.length) {
            System.arraycopy(held, heldBytes - MAX_FRAME_BYTES, held, 0, MAX_FRAME_BYTES);
            heldBytes = MAX_FRAME_BYTES;
        }
        int bytes = end.remaining();
        end.get(held, heldBytes, bytes);
        heldBytes += bytes;
    }
}
