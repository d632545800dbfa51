package tsunagi.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tsunagi.chain.BlockLog;
import tsunagi.protocol.Block;
import tsunagi.protocol.Message;

/// A search of the log's frames from its end to its beginning, piece by piece, without the lock. It
/// also finds blocks that have left the active chain.
public final class LogSearch {
    private static final int PIECE_BYTES = 1 << 20;

    private final BlockLog log;
    private final String wanted;
    private long unread;

    LogSearch(BlockLog log, byte[] wanted) {
        this.log = log;
        this.wanted = new String(wanted, ISO_8859_1);
        this.unread = log.end();
    }

    /// Whether the beginning of the log is reached.
    public boolean isDone() {
        return unread == 0;
    }

    /// The blocks of the next piece whose frames hold the bytes and which
    /// are wanted, the last first.
    ///
    /// @param most how many at the most; if there are more in this piece, they are passed over
    public List<Block> next(int most, Predicate<Block> isWanted) throws IOException {
        int length = (int) Math.min(unread, PIECE_BYTES);
        byte[] bytes = new byte[length];
        log.read(unread - length, ByteBuffer.wrap(bytes));
        int first = unread == length ? 0 : firstFrame(bytes);
        // Nothing but a line without its start: a hole in the log that is larger than a piece.
        if (first == length) {
            unread -= length;
            return List.of();
        }
        unread = unread - length + first;
        // A byte is a character in this one, and the platform looks for those many at a time.
        String piece = new String(bytes, ISO_8859_1);
        List<Block> found = new ArrayList<>();
        for (int from : framesWith(piece, first).reversed()) {
            if (found.size() == most) break;
            int to = piece.indexOf('\n', from) + 1;
            // A frame whose start a crash took away leaves its rest before the
            // next one, which is whole.
            int frame = Math.max(from, piece.lastIndexOf(Message.BLOCK_PREFIX + "{", to - 1));
            Message message =
                    Message.parse(ByteBuffer.wrap(bytes, frame, to - frame).slice());
            if (message instanceof Message.BlockAnnounced announced && isWanted.test(announced.block())) {
                found.add(announced.block());
            }
        }
        return found;
    }

    /// Where the frames begin in which the bytes are.
    private List<Integer> framesWith(String piece, int first) {
        List<Integer> starts = new ArrayList<>();
        for (int at = piece.indexOf(wanted, first); at >= 0; at = piece.indexOf(wanted, at)) {
            int end = piece.indexOf('\n', at);
            if (end < 0) break;
            starts.add(piece.lastIndexOf('\n', at) + 1);
            at = end;
        }
        return starts;
    }

    /// A piece may begin amid a frame, which then is left for the next; or hold none at all,
    /// where the log is damaged.
    private static int firstFrame(byte[] piece) {
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') return i + 1;
        }
        return piece.length;
    }
}
