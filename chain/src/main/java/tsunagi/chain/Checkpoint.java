package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import tsunagi.chain.BlockPool.LoggedFrame;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;

/// What a replay of the log up to some offset leads to, as far as it is not in `chain.index`, and
/// the checksums by which both files are recognised. Immutable. `docs/data-directory.md` describes
/// the file.
final class Checkpoint {
    private static final byte[] MAGIC = "TSUNAGI checkpoint 1\n".getBytes(US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + Hash.BYTES + 3 * Integer.BYTES;
    private static final int FRAME_BYTES = Long.BYTES + Integer.BYTES + 1;

    private final CheckpointSizes sizes;
    private final long logEnd;
    private final int[] logSums;
    private final int unfinishedLogSum;
    private final long damagedBytes;
    private final long height;
    private final int[] indexSums;
    private final byte[] lastEntries;
    private final List<LoggedFrame> offChain;

    private Checkpoint(
            CheckpointSizes sizes,
            long logEnd,
            int[] logSums,
            int unfinishedLogSum,
            long damagedBytes,
            long height,
            int[] indexSums,
            byte[] lastEntries,
            List<LoggedFrame> offChain) {
        this.sizes = sizes;
        this.logEnd = logEnd;
        this.logSums = logSums;
        this.unfinishedLogSum = unfinishedLogSum;
        this.damagedBytes = damagedBytes;
        this.height = height;
        this.indexSums = indexSums;
        this.lastEntries = lastEntries;
        this.offChain = List.copyOf(offChain);
    }

    /// Takes down the state that belongs to the present end of the log.
    ///
    /// @param index       sums of the whole index
    /// @param lastEntries entries after the extents that the checkpoint relies on
    static Checkpoint of(
            CheckpointSizes sizes,
            ExtentSums log,
            long damagedBytes,
            long height,
            ExtentSums index,
            ByteBuffer lastEntries,
            List<LoggedFrame> offChain) {
        byte[] entries = new byte[lastEntries.remaining()];
        lastEntries.get(entries);
        return new Checkpoint(
                sizes,
                log.end(),
                log.whole(log.count()),
                log.unfinished(),
                damagedBytes,
                height,
                index.whole(sizes.indexExtents(height)),
                entries,
                offChain);
    }

    /// The part of the log that it speaks of.
    long logEnd() {
        return logEnd;
    }

    int[] logSums() {
        return logSums;
    }

    int unfinishedLogSum() {
        return unfinishedLogSum;
    }

    /// Bytes of that part that are no block.
    long damagedBytes() {
        return damagedBytes;
    }

    /// Of the tip.
    long height() {
        return height;
    }

    int[] indexSums() {
        return indexSums;
    }

    /// How many entries the index must have.
    long indexedHeight() {
        return (long) indexSums.length * sizes.indexExtentEntries();
    }

    /// The entries that follow these, up to the tip.
    ByteBuffer lastEntries() {
        return ByteBuffer.wrap(lastEntries).asReadOnlyBuffer();
    }

    /// What is known in the log off the active chain.
    List<LoggedFrame> offChain() {
        return offChain;
    }

    /// Its form in a file, for one network.
    ByteBuffer encoded(ChainParameters parameters) {
        int size = HEADER_BYTES
                + 3 * Long.BYTES
                + 4 * Integer.BYTES
                + (logSums.length + indexSums.length) * Integer.BYTES
                + lastEntries.length
                + offChain.size() * FRAME_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(size + Integer.BYTES);
        putHeader(bytes, parameters, sizes);
        bytes.putLong(logEnd).putLong(damagedBytes).putLong(height).putInt(unfinishedLogSum);
        bytes.putInt(logSums.length).putInt(indexSums.length).putInt(offChain.size());
        for (int sum : logSums) bytes.putInt(sum);
        for (int sum : indexSums) bytes.putInt(sum);
        bytes.put(lastEntries);
        for (LoggedFrame frame : offChain) {
            bytes.putLong(frame.place().offset()).putInt(frame.place().length());
            bytes.put((byte) (frame.departed() ? 1 : 0));
        }
        return bytes.putInt(sum(bytes.array(), size)).flip();
    }

    private static void putHeader(ByteBuffer bytes, ChainParameters parameters, CheckpointSizes sizes) {
        bytes.put(MAGIC);
        parameters.genesis().hash().writeTo(bytes);
        bytes.putInt(parameters.difficultyBytes());
        bytes.putInt(sizes.logExtentBytes()).putInt(sizes.indexExtentEntries());
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /// Reads the form in a file.
    ///
    /// @param bytes all of them, from index 0 on
    /// @throws IOException if it is none, or of another version, network or
    ///     division; the message says which
    static Checkpoint decoded(byte[] bytes, ChainParameters parameters, CheckpointSizes sizes) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        putHeader(header, parameters, sizes);
        int size = bytes.length - Integer.BYTES;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (size < HEADER_BYTES + 3 * Long.BYTES + 4 * Integer.BYTES || in.getInt(size) != sum(bytes, size)) {
            throw new IOException("it is damaged");
        }
        if (!in.slice(0, HEADER_BYTES).equals(header.flip())) {
            throw new IOException("it is of another version or another network");
        }
        return body(in.position(HEADER_BYTES).limit(size), sizes);
    }

    private static Checkpoint body(ByteBuffer in, CheckpointSizes sizes) throws IOException {
        long logEnd = in.getLong();
        long damagedBytes = in.getLong();
        long height = in.getLong();
        int unfinishedLogSum = in.getInt();
        int logExtents = in.getInt();
        int indexExtents = in.getInt();
        int frames = in.getInt();
        long lastEntries = height - (long) indexExtents * sizes.indexExtentEntries();
        boolean fits = logEnd >= 0
                && damagedBytes >= 0
                && damagedBytes <= logEnd
                && logExtents >= 0
                && logExtents == logEnd / sizes.logExtentBytes()
                && indexExtents >= 0
                && lastEntries >= 0
                && lastEntries < 2L * sizes.indexExtentEntries()
                && frames >= 0
                && in.remaining()
                        == ((long) logExtents + indexExtents) * Integer.BYTES
                                + lastEntries * ActiveIndex.ENTRY_BYTES
                                + (long) frames * FRAME_BYTES;
        if (!fits) throw new IOException("its lengths contradict each other");
        int[] logSums = ints(in, logExtents);
        int[] indexSums = ints(in, indexExtents);
        byte[] entries = new byte[(int) lastEntries * ActiveIndex.ENTRY_BYTES];
        in.get(entries);
        return new Checkpoint(
                sizes,
                logEnd,
                logSums,
                unfinishedLogSum,
                damagedBytes,
                height,
                indexSums,
                entries,
                frames(in, frames, logEnd));
    }

    private static int[] ints(ByteBuffer in, int count) {
        int[] ints = new int[count];
        in.asIntBuffer().get(ints);
        in.position(in.position() + count * Integer.BYTES);
        return ints;
    }

    private static List<LoggedFrame> frames(ByteBuffer in, int count, long logEnd) throws IOException {
        List<LoggedFrame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PooledBlock.InLog place = new PooledBlock.InLog(in.getLong(), in.getInt());
            requireInside(place, logEnd);
            frames.add(new LoggedFrame(place, in.get() == 1));
        }
        return frames;
    }

    /// Whether a frame can lie there.
    static void requireInside(PooledBlock.InLog place, long logEnd) throws IOException {
        boolean isInside = place.offset() >= 0
                && place.length() > 0
                && place.length() <= ProtocolLimits.MAX_FRAME_BYTES
                && place.offset() <= logEnd - place.length();
        if (!isInside) throw new IOException("it names a block at a place that is not in the log");
    }
}
