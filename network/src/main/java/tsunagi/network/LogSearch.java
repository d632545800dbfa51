package tsunagi.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tsunagi.chain.BlockLog;
import tsunagi.protocol.Block;
import tsunagi.protocol.ProtocolLimits;

/// A search of the log's frames from its end to its beginning, piece by piece, without the lock. It also finds
/// blocks that have left the active chain.
public final class LogSearch {
    private static final int PIECE_BYTES = 1 << 20;

    private final BlockLog log;
    private final byte[] wanted;
    private long unread;

    LogSearch(BlockLog log, byte[] wanted) {
        this.log = log;
        this.wanted = wanted;
        this.unread = log.end();
    }

    /// Whether the beginning of the log is reached.
    public boolean isDone() {
        return unread == 0;
    }

    /// The blocks of the next piece whose frames hold the bytes, the last first.
    public List<Block> next() throws IOException {
        int length = (int) Math.min(unread, PIECE_BYTES);
        byte[] piece = new byte[length];
        log.read(unread - length, ByteBuffer.wrap(piece));
        int first = unread == length ? 0 : firstFrame(piece);
        unread = unread - length + first;
        List<Block> found = new ArrayList<>();
        for (int end = length; end > first; ) {
            int at = lastIndexOf(piece, end - wanted.length);
            if (at < first) break;
            int from = frameStart(piece, at, first);
            int to = frameEnd(piece, at);
            found.add(ChainView.parse(ByteBuffer.wrap(Arrays.copyOfRange(piece, from, to))));
            end = from;
        }
        return found;
    }

    /// A piece may begin amid a frame, which then is left for the next.
    private static int firstFrame(byte[] piece) throws IOException {
        for (int i = 0; i < Math.min(piece.length, ProtocolLimits.MAX_FRAME_BYTES); i++) {
            if (piece[i] == '\n') return i + 1;
        }
        throw new IOException("the block log holds a frame that does not end");
    }

    private static int frameStart(byte[] piece, int at, int first) {
        int start = at;
        while (start > first && piece[start - 1] != '\n') start--;
        return start;
    }

    private static int frameEnd(byte[] piece, int at) {
        int end = at;
        while (piece[end] != '\n') end++;
        return end + 1;
    }

    private int lastIndexOf(byte[] piece, int from) {
        for (int at = from; at >= 0; at--) {
            if (piece[at] == wanted[0] && Arrays.equals(piece, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
