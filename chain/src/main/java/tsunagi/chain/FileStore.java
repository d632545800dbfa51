package tsunagi.chain;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A [ByteStore] in a file.
///
/// Reading and writing go through channels of their own: a thread that is interrupted inside a
/// channel closes it for everybody, and that must never be the channel the log is written by.
public final class FileStore implements ByteStore {
    private final Path file;
    private final FileChannel writer;
    private final FileChannel reader;
    private final @Nullable FileWatch watch;
    private volatile long size;

    private FileStore(Path file, FileChannel writer, FileChannel reader, long size, @Nullable FileWatch watch) {
        this.file = file;
        this.watch = watch;
        this.writer = writer;
        this.reader = reader;
        this.size = size;
    }

    /// Opens the file, and creates it if it is not there.
    public static FileStore open(Path file) throws IOException {
        return open(file, FileChannel.open(file, CREATE, WRITE), false);
    }

    /// Opens the file and locks it, so that no other process can, by whatever name. Before each
    /// change, the file is still what this store made of it.
    static FileStore openLocked(Path file) throws IOException {
        return open(file, FileChannel.open(file, CREATE, WRITE), true).locked(false);
    }

    /// Opens a file that is there, and will not be changed: to append or truncate is an error.
    /// Several may do so at once, but not while somebody has it [locked][#openLocked].
    static FileStore openToRead(Path file) throws IOException {
        return open(file, FileChannel.open(file, READ), false).locked(true);
    }

    /// A file that no directory names, for as long as it is open.
    static FileStore nameless() throws IOException {
        Path file = Files.createTempFile("tsunagi-", ".nameless");
        try {
            return open(file);
        } finally {
            Files.delete(file);
        }
    }

    /// The platform gives the lock back when the process closes any of its channels to the file, so
    /// there must be no others than these.
    private FileStore locked(boolean shared) throws IOException {
        IOException refusal;
        try {
            if (writer.tryLock(0, Long.MAX_VALUE, shared) != null) return this;
            refusal = inUse();
        } catch (OverlappingFileLockException e) {
            refusal = inUse();
        } catch (IOException e) {
            refusal = new IOException(
                    file + " cannot be locked against a second node: " + e.getMessage()
                            + "; it needs a file system that has locks",
                    e);
        }
        close();
        throw refusal;
    }

    private IOException inUse() {
        return new IOException(file + " is in use by another node; stop that one first");
    }

    private static FileWatch.Seen seen(Path file) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileWatch.Seen(found.fileKey(), found.size(), found.lastModifiedTime());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file of that name", e);
        } catch (IOException e) {
            throw new IOException("the file of that name cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkInPlace() throws IOException {
        if (watch != null) watch.check(this::size);
    }

    @Override
    public boolean takeTouched() {
        return watch != null && watch.takeTouched();
    }

    private static FileStore open(Path file, FileChannel writer, boolean watched) throws IOException {
        try {
            FileWatch watch = watched ? new FileWatch(file.toString(), () -> seen(file)) : null;
            return new FileStore(file, writer, FileChannel.open(file, READ), writer.size(), watch);
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        change(() -> write(bytes));
    }

    private void change(FileWatch.Change change) throws IOException {
        if (watch == null) change.make();
        else watch.change(this::size, change);
    }

    private void write(ByteBuffer bytes) throws IOException {
        long end = size;
        try {
            while (bytes.hasRemaining()) end += writer.write(bytes, end);
        } catch (IOException e) {
            takeBack(e);
            throw unwritable(e);
        } catch (Throwable e) {
            takeBack(e);
            throw e;
        }
        size = end;
    }

    /// Half a frame at the end would be cut by the next start anyway; but the disk that just
    /// refused bytes may take the next ones, and they must not land behind half a frame.
    private void takeBack(Throwable cause) {
        try {
            writer.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /// What the platform says names no file.
    private IOException unwritable(IOException e) {
        return e instanceof ClosedChannelException
                ? e
                : new IOException(file + " cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int n = reader.read(into, at);
            if (n < 0) throw new EOFException("the file ends at " + at + ", before what was to be read");
            at += n;
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return reader.transferTo(position, count, target);
    }

    /// On a socket that virtual threads use, the platform hands over what the peer
    /// takes and is back at once.
    @Override
    public boolean transferMayWait() {
        return false;
    }

    @Override
    public void truncate(long newSize) throws IOException {
        change(() -> cut(newSize));
    }

    private void cut(long newSize) throws IOException {
        try {
            writer.truncate(newSize);
        } catch (IOException e) {
            throw unwritable(e);
        }
        size = newSize;
    }

    @Override
    public void force() throws IOException {
        try {
            writer.force(false);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            reader.close();
        }
    }
}
