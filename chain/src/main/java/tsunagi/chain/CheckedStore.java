package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/// Adds checksums of extents to another [ByteStore], so that a start can go on from a checkpoint
/// without reading everything that lies before it.
///
/// Extents that a checkpoint speaks of are compared with their sums when they are read for the
/// first time. So no byte of them leaves the store before it was checked in this process.
final class CheckedStore implements ByteStore {
    /// The pause after a comparison of all bytes, as a multiple of how long that took.
    private static final int PAUSE_FACTOR = 20;

    /// How long comparisons may take in all before there are pauses, so that those
    /// of a short log have none.
    private static final long FREE_NANOS = 1_000_000_000L;

    /// Hears of changes that concern a checkpoint.
    interface Watch {
        /// The store is about to be cut back to `size` bytes.
        void beforeCut(long size) throws IOException;

        /// An extent is not what the checkpoint says.
        ///
        /// @return the error for the reader
        IOException damaged(Extent where);

        /// An extent is not what was written or read in this process.
        ///
        /// @return what the check fails with
        IOException changed(Extent where);
    }

    private final ByteStore store;
    private final int extentBytes;
    private final Watch watch;

    /// Of all that was expected, scanned and appended. Changed by one thread at
    /// a time, under [#summing].
    private ExtentSums sums;

    /// Held to change the sums, and to copy them without the lock of the chain.
    private final ReentrantLock summing = new ReentrantLock();

    private final ReentrantLock comparing = new ReentrantLock();
    private boolean touched;
    private long freeNanos = FREE_NANOS;
    private long nextComparison = System.nanoTime();

    /// What the first extents must be, according to a checkpoint.
    private int[] expected = new int[0];

    /// Which of these were compared. Two threads may both do it, which does no harm.
    private byte[] compared = new byte[0];

    /// How many of the expected extents have not been cut off since. Written after the arrays, so a
    /// thread that reads it first sees them.
    private volatile int expectedCount;

    CheckedStore(ByteStore store, int extentBytes, Watch watch) {
        this.store = store;
        this.extentBytes = extentBytes;
        this.watch = watch;
        this.sums = new ExtentSums(extentBytes);
    }

    /// Believes the sums of a checkpoint until an extent is read; what follows must be
    /// [read through][#scan]. With no sums, everything must.
    void expect(int[] extents) {
        expected = extents;
        compared = new byte[extents.length];
        summing.lock();
        try {
            sums = new ExtentSums(extentBytes, extents);
        } finally {
            summing.unlock();
        }
        expectedCount = extents.length;
    }

    /// The sums of all that was expected, scanned and appended.
    ExtentSums sums() {
        return sums;
    }

    /// Compares the extents that hold these bytes with what is expected of them, once.
    void check(long from, long to) throws IOException {
        long last = Math.min(expectedCount, (to + extentBytes - 1) / extentBytes);
        ByteBuffer bytes = null;
        for (int extent = (int) Math.min(from / extentBytes, last); extent < last; extent++) {
            if (compared[extent] != 0) continue;
            if (bytes == null) bytes = ByteBuffer.allocate(extentBytes);
            compare(extent, bytes.clear());
        }
    }

    private void compare(int extent, ByteBuffer bytes) throws IOException {
        long from = (long) extent * extentBytes;
        if (sumOf(from, bytes) != expected[extent]) throw watch.damaged(new Extent(from, from + extentBytes));
        compared[extent] = 1;
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        if (sums.end() != store.size()) {
            throw new IllegalStateException(
                    "the store ends at " + store.size() + ", and was read through up to " + sums.end());
        }
        ByteBuffer appended = bytes.duplicate();
        store.append(bytes);
        addToSums(appended);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        check(position, position + into.remaining());
        store.read(position, into);
    }

    @Override
    public void scan(long position, ByteBuffer into) throws IOException {
        int from = into.position();
        read(position, into);
        if (position == sums.end()) addToSums(into.duplicate().flip().position(from));
    }

    private void addToSums(ByteBuffer bytes) {
        summing.lock();
        try {
            sums.append(bytes);
        } finally {
            summing.unlock();
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        check(position, position + count);
        return store.transferTo(position, count, target);
    }

    @Override
    public boolean transferMayWait() {
        return store.transferMayWait();
    }

    @Override
    public void truncate(long size) throws IOException {
        watch.beforeCut(size);
        int whole = (int) (size / extentBytes);
        if (size >= sums.end()) {
            store.truncate(size);
            return;
        }
        ByteBuffer unfinished = ByteBuffer.allocate((int) (size % extentBytes));
        read(size - unfinished.capacity(), unfinished);
        store.truncate(size);
        expectedCount = Math.min(expectedCount, whole);
        summing.lock();
        try {
            sums.cutTo(whole);
            sums.append(unfinished.flip());
        } finally {
            summing.unlock();
        }
    }

    @Override
    public void checkInPlace() throws IOException {
        store.checkInPlace();
        comparing.lock();
        try {
            touched |= store.takeTouched();
            if (touched && System.nanoTime() - nextComparison >= 0) compareAll();
        } finally {
            comparing.unlock();
        }
    }

    /// Reads all that the sums speak of, and compares it. Where times of files
    /// change by themselves, this takes a small share of the time and not all of it,
    /// once it has taken a second.
    private void compareAll() throws IOException {
        long begun = System.nanoTime();
        touched = false;
        ExtentSums.Summed written = summed();
        IntBuffer whole = written.whole();
        ByteBuffer bytes = ByteBuffer.allocate(extentBytes);
        for (int extent = 0; extent < whole.limit(); extent++) requireSame(extent, bytes.clear(), whole.get(extent));
        requireSame(whole.limit(), bytes.clear().limit(written.unfinishedBytes()), written.unfinished());
        long ended = System.nanoTime();
        freeNanos -= ended - begun;
        if (freeNanos < 0) nextComparison = ended + PAUSE_FACTOR * (ended - begun);
    }

    private void requireSame(int extent, ByteBuffer bytes, int sum) throws IOException {
        long from = (long) extent * extentBytes;
        if (sumOf(from, bytes) != sum) throw watch.changed(new Extent(from, from + bytes.limit()));
    }

    private int sumOf(long from, ByteBuffer bytes) throws IOException {
        store.read(from, bytes);
        CRC32C sum = new CRC32C();
        sum.update(bytes.flip());
        return (int) sum.getValue();
    }

    private ExtentSums.Summed summed() {
        summing.lock();
        try {
            return sums.summed();
        } finally {
            summing.unlock();
        }
    }

    @Override
    public void force() throws IOException {
        store.force();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
