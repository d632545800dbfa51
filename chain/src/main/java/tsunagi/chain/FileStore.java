package tsunagi.chain;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// A [ByteStore] in a file.
///
/// Reading and writing go through channels of their own: a thread that is interrupted inside a
/// channel closes it for everybody, and that must never be the channel the log is written by.
public final class FileStore implements ByteStore {
    private final FileChannel writer;
    private final FileChannel reader;
    private volatile long size;

    private FileStore(FileChannel writer, FileChannel reader, long size) {
        this.writer = writer;
        this.reader = reader;
        this.size = size;
    }

    /// Opens the file, and creates it if it is not there.
    public static FileStore open(Path file) throws IOException {
        FileChannel writer = FileChannel.open(file, CREATE, WRITE);
        try {
            return new FileStore(writer, FileChannel.open(file, READ), writer.size());
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
        long end = size;
        try {
            while (bytes.hasRemaining()) end += writer.write(bytes, end);
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        size = end;
    }

    /// Half a frame at the end would be cut by the next start anyway; but the disk that just
    /// refused bytes may take the next ones, and they must not land behind half a frame.
    private void takeBack(IOException cause) {
        try {
            writer.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
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

    @Override
    public void truncate(long newSize) throws IOException {
        writer.truncate(newSize);
        size = newSize;
    }

    @Override
    public void force() throws IOException {
        writer.force(false);
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            reader.close();
        }
    }
}
