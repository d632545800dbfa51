package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.ProtocolLimits;

/// Every block that ever joined the active chain, in that order, as the canonical frames that
/// went over the wire. The file is the chain, the answer to `GET_CHAIN`, and the queue that
/// relaying reads.
///
/// One thread at a time appends; any number read below an [#end()] that they have seen, and force.
/// The first failure to write is the last attempt: what a disk holds after it has refused a
/// force is not known, and a second force that succeeds would say that all is well.
public final class BlockLog implements Closeable {
    private static final int COUNTED_PIECE_BYTES = 16 * 1024;

    private final ByteStore store;
    private final ReentrantLock forcing = new ReentrantLock();
    private volatile long durableEnd;
    private volatile @Nullable Throwable failure;

    /// @param store nothing in it is taken to be durable until it is forced
    public BlockLog(ByteStore store) {
        this.store = store;
    }

    @FunctionalInterface
    private interface Write<T> {
        T apply(ByteStore store) throws IOException;
    }

    private <T> T write(Write<T> write) throws IOException {
        Throwable earlier = failure;
        if (earlier != null) throw new IOException("the block log failed before: " + earlier.getMessage(), earlier);
        try {
            return write.apply(store);
        } catch (Throwable e) {
            failure = e;
            throw e;
        }
    }

    /// Where the next frame will be appended.
    public long end() {
        return store.size();
    }

    /// Appends the blocks' frames in one write.
    ///
    /// @return the offset of the first byte
    long append(ProvenRun blocks) throws IOException {
        return write(s -> {
            long offset = s.size();
            s.append(blocks.frames());
            return offset;
        });
    }

    /// Appends whole frames of proven blocks.
    void append(ByteBuffer frames) throws IOException {
        write(s -> {
            s.append(frames);
            return s;
        });
    }

    /// Everything before this offset will survive a loss of power.
    public long durableEnd() {
        return durableEnd;
    }

    /// Fills `into` with what the log holds from `offset` on.
    public void read(long offset, ByteBuffer into) throws IOException {
        store.read(offset, into);
    }

    /// Reads as [#read] does, for the one who [reads all of it through][ByteStore#scan].
    void scan(long offset, ByteBuffer into) throws IOException {
        store.scan(offset, into);
    }

    /// The end of the last whole frame that lies within `atMost` bytes from `from`: where a
    /// stretch may be broken off so that another frame can pass (2.2).
    ///
    /// @param from   start of a frame
    /// @param to     end of a frame
    /// @param atMost at least [ProtocolLimits#MAX_FRAME_BYTES], so that one frame always fits
    public long frameBoundary(long from, long to, int atMost) throws IOException {
        if (to - from <= atMost) return to;
        long limit = from + atMost;
        ByteBuffer last = ByteBuffer.allocate(ProtocolLimits.MAX_FRAME_BYTES);
        store.read(limit - last.capacity(), last);
        for (int i = last.capacity() - 1; i >= 0; i--) {
            if (last.get(i) == '\n') return limit - last.capacity() + i + 1;
        }
        throw new IOException("the block log holds no end of a frame in the 4096 bytes before offset " + limit
                + "; something other than this node wrote to it");
    }

    /// How many frames end in a stretch. Reads it, so it is for short ones and
    /// for callers without a lock.
    public long frames(Extent stretch) throws IOException {
        byte[] piece = new byte[(int) Math.min(stretch.length(), COUNTED_PIECE_BYTES)];
        long frames = 0;
        for (long at = stretch.from(); at < stretch.to(); at += piece.length) {
            int length = (int) Math.min(piece.length, stretch.to() - at);
            read(at, ByteBuffer.wrap(piece, 0, length));
            for (int i = 0; i < length; i++) if (piece[i] == '\n') frames++;
        }
        return frames;
    }

    /// A block's frame, wherever it is.
    ByteBuffer frame(PooledBlock.Body body) throws IOException {
        return switch (body) {
            case PooledBlock.InMemory memory -> memory.block().frame();
            case PooledBlock.InLog place -> {
                ByteBuffer frame = ByteBuffer.allocate(place.length());
                read(place.offset(), frame);
                yield frame.flip();
            }
        };
    }

    /// Appends a frame once more that is in the log already.
    PooledBlock.InLog copy(PooledBlock.InLog frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(frame.length());
        read(frame.offset(), bytes);
        return write(s -> {
            long offset = s.size();
            s.append(bytes.flip());
            return new PooledBlock.InLog(offset, frame.length());
        });
    }

    /// Writes up to `count` bytes from `offset` on to `target`.
    ///
    /// @return how many were written, which may be fewer, and none if `target` takes none now
    public long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
        return store.transferTo(offset, count, target);
    }

    /// Whether [#transferTo] may wait until the target takes something.
    public boolean transferMayWait() {
        return store.transferMayWait();
    }

    /// Drops everything from `end` on, once `quarantine` has it.
    ///
    /// @return where the quarantine keeps it
    String cut(long end, Quarantine quarantine) throws IOException {
        return write(s -> {
            String keptAt = quarantine.keep(s, end);
            s.truncate(end);
            s.force();
            return keptAt;
        });
    }

    /// Returns when all that was appended before the call will survive a loss of power, and be
    /// found by the next start. Any thread may call it; those who come while another forces are
    /// served together by the next force.
    public void force() throws IOException {
        forceAppended();
        write(s -> {
            s.checkInPlace();
            return s;
        });
    }

    private void forceAppended() throws IOException {
        long wanted = end();
        if (durableEnd >= wanted) return;
        forcing.lock();
        try {
            if (durableEnd >= wanted) return;
            durableEnd = write(s -> {
                long end = s.size();
                s.force();
                return end;
            });
        } finally {
            forcing.unlock();
        }
    }

    /// Forces what is not durable yet, but after a failure, and closes the store.
    @Override
    public void close() throws IOException {
        try (store) {
            if (failure == null) force();
        }
    }
}
