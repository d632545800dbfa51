package tsunagi.chain;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Checksums (CRC-32C) of bytes that come one after another: one for each extent of a fixed length.
///
/// Confined to one thread at a time.
final class ExtentSums {
    private static final int FIRST_CAPACITY = 16;

    private final int extentBytes;
    private final CRC32C running = new CRC32C();
    private int[] whole;
    private int count;
    private int unfinishedBytes;

    ExtentSums(int extentBytes) {
        this(extentBytes, new int[0]);
    }

    /// @param whole sums of the extents that come first
    ExtentSums(int extentBytes, int[] whole) {
        this.extentBytes = extentBytes;
        this.whole = Arrays.copyOf(whole, Math.max(whole.length, FIRST_CAPACITY));
        this.count = whole.length;
    }

    /// How many bytes came.
    long end() {
        return (long) count * extentBytes + unfinishedBytes;
    }

    /// Takes the bytes that follow; leaves the buffer as it is.
    void append(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        int end = rest.limit();
        while (rest.position() < end) {
            int taken = Math.min(end - rest.position(), extentBytes - unfinishedBytes);
            running.update(rest.limit(rest.position() + taken));
            unfinishedBytes += taken;
            if (unfinishedBytes == extentBytes) finish();
        }
    }

    private void finish() {
        if (count == whole.length) whole = Arrays.copyOf(whole, 2 * count);
        whole[count++] = unfinished();
        running.reset();
        unfinishedBytes = 0;
    }

    /// Forgets all but the first `extents` extents.
    void cutTo(int extents) {
        count = extents;
        running.reset();
        unfinishedBytes = 0;
    }

    /// The sums of the first `extents` extents, which must be complete.
    int[] whole(int extents) {
        return Arrays.copyOf(whole, extents);
    }

    /// How many extents are complete.
    int count() {
        return count;
    }

    /// All sums at one moment.
    ///
    /// @param whole           of the complete extents
    /// @param unfinishedBytes how many bytes follow them
    /// @param unfinished      the sum of these
    record Summed(IntBuffer whole, int unfinishedBytes, int unfinished) {}

    Summed summed() {
        return new Summed(IntBuffer.wrap(whole(count)), unfinishedBytes, unfinished());
    }

    /// The sum of the bytes after the last complete extent.
    int unfinished() {
        return (int) running.getValue();
    }
}
