package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Adds checksums of extents to another [ByteStore], so that a start can go on from a checkpoint
/// without reading everything that lies before it.
///
/// Extents that a checkpoint speaks of are compared with their sums when they are read for the
/// first time. So no byte of them leaves the store before it was checked in this process.
final class CheckedStore implements ByteStore {
    /// Hears of changes that concern a checkpoint.
    interface Watch {
        /// The store is about to be cut back to `size` bytes.
        void beforeCut(long size) throws IOException;

        /// An extent is not what the checkpoint says.
        ///
        /// @return what the reader is to be told
        IOException damaged(Extent where);
    }

    private final ByteStore store;
    private final int extentBytes;
    private final Watch watch;
    private ExtentSums sums;

    /// What the first extents must be, according to a checkpoint.
    private int[] expected = new int[0];

    /// Which of these were compared. Two threads may both do it, which does no harm.
    private byte[] compared = new byte[0];

    /// How many of the expected extents have not been cut off since. Written after the arrays, so a thread that
    /// reads it first sees them.
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
        sums = new ExtentSums(extentBytes, extents);
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
        store.read(from, bytes);
        ExtentSums found = new ExtentSums(extentBytes);
        found.append(bytes.flip());
        if (found.whole(1)[0] != expected[extent]) throw watch.damaged(new Extent(from, from + extentBytes));
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
        sums.append(appended);
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
        if (position == sums.end()) sums.append(into.duplicate().flip().position(from));
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
        sums.cutTo(whole);
        sums.append(unfinished.flip());
    }

    @Override
    public void checkInPlace() throws IOException {
        store.checkInPlace();
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
