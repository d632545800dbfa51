package tsunagi.chain;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// A [ByteStore] on the heap, in chunks, so that growing never copies what is already there.
public final class HeapStore implements ByteStore {
    private static final int CHUNK_BYTES = 64 * 1024;

    private volatile byte[][] chunks = new byte[0][];
    private volatile long size;

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(ByteBuffer bytes) {
        long end = size;
        while (bytes.hasRemaining()) {
            byte[] chunk = chunkAt(end);
            int from = (int) (end % CHUNK_BYTES);
            int n = Math.min(bytes.remaining(), CHUNK_BYTES - from);
            bytes.get(chunk, from, n);
            end += n;
        }
        size = end;
    }

    private byte[] chunkAt(long position) {
        int number = (int) (position / CHUNK_BYTES);
        if (number == chunks.length) {
            byte[][] more = Arrays.copyOf(chunks, number + 1);
            more[number] = new byte[CHUNK_BYTES];
            chunks = more;
        }
        return chunks[number];
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        if (position + into.remaining() > size) {
            throw new EOFException("the store ends at " + size + ", before what was to be read");
        }
        long at = position;
        while (into.hasRemaining()) {
            ByteBuffer piece = piece(at, into.remaining());
            at += piece.remaining();
            into.put(piece);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= size) return 0;
        return target.write(piece(position, Math.min(count, size - position)));
    }

    private ByteBuffer piece(long position, long atMost) {
        int from = (int) (position % CHUNK_BYTES);
        int length = (int) Math.min(atMost, CHUNK_BYTES - from);
        return ByteBuffer.wrap(chunks[(int) (position / CHUNK_BYTES)], from, length);
    }

    @Override
    public void truncate(long newSize) {
        size = newSize;
        chunks = Arrays.copyOf(chunks, (int) ((newSize + CHUNK_BYTES - 1) / CHUNK_BYTES));
    }

    @Override
    public void force() {
        // The heap survives nothing, and the user has chosen it.
    }

    @Override
    public void close() {
        // Nothing to give back: readers may still hold pieces, and the collector knows.
    }
}
