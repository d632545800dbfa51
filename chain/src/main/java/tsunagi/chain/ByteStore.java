package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// A growing run of bytes: on disk ([FileStore]) or, for tests, simulation and `--in-memory`,
/// on the heap ([HeapStore]).
///
/// One thread at a time appends or truncates. Any number may force, and may read below a
/// [#size()] that they have seen, as long as nobody truncates below it.
public interface ByteStore extends Closeable {
    long size();

    /// Appends all of `bytes`, or fails and leaves the store as it was.
    void append(ByteBuffer bytes) throws IOException;

    /// Fills `into` with the bytes from `position` on.
    ///
    /// @throws java.io.EOFException if the store ends before the buffer is full
    void read(long position, ByteBuffer into) throws IOException;

    /// Reads as [#read] does, for somebody who reads the store through from some point to its end
    /// and judges what is in it. A store with checksums learns them from this.
    default void scan(long position, ByteBuffer into) throws IOException {
        read(position, into);
    }

    /// Writes up to `count` bytes from `position` on to `target`, without passing them through
    /// the heap where the platform can.
    ///
    /// @return how many were written, which may be fewer, and none if `target` takes none now
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    /// Whether [#transferTo] may wait until the target takes something, and so must be called
    /// where waiting is no harm.
    default boolean transferMayWait() {
        return true;
    }

    /// Drops everything from `size` on.
    void truncate(long size) throws IOException;

    /// Checks that what is written here will be found again under the name by which it
    /// was opened, and is still what was written, as far as that can be seen without
    /// reading all of it each time.
    ///
    /// @throws IOException if it will not: the message says what is there instead
    default void checkInPlace() throws IOException {}

    /// Whether something else than this store may have changed its bytes since this was last asked.
    /// Only [#checkInPlace] and changes find out.
    default boolean takeTouched() {
        return false;
    }

    /// Returns when all that was appended before the call will survive a loss of power.
    void force() throws IOException;
}
