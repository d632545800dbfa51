package tsunagi.chain;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The directory in which one node keeps its chain: `chain.log`, the block log; `chain.index`,
/// derived from it; `lock`, held while the node runs.
///
/// Every IOException from here has a message that is a whole sentence for the person who
/// started the node.
public final class DataDirectory implements Closeable {
    private static final String LOG = "chain.log";
    private static final String INDEX = "chain.index";
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// Creates the directory if it is not there, and takes it for this process alone.
    public static DataDirectory open(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            FileChannel lock = FileChannel.open(directory.resolve(LOCK), CREATE, WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new IOException("the data directory " + directory
                        + " is in use by another node; stop that one, or give this one another --data-dir");
            }
            return new DataDirectory(directory, lock);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lock) throws IOException {
        try {
            return lock.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// A file that was just created is only as durable as the entry that names it.
    private static void forceEntries(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, READ)) {
            entries.force(true);
        }
    }

    private static IOException unusable(Path directory, FileSystemException e) {
        return new IOException("the data directory " + directory + " cannot be used: " + reason(e), e);
    }

    private static String reason(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a directory";
            case NoSuchFileException missing -> missing.getFile() + " cannot be created";
            case NotDirectoryException file -> file.getFile() + " is not a directory";
            default -> e.getFile() + (e.getReason() == null ? "" : ": " + e.getReason());
        };
    }

    /// Opens the chain that the directory holds; genesis alone if it holds none.
    public Chain.Opened openChain(ChainParameters parameters) throws IOException {
        try {
            return openStores(parameters);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    private Chain.Opened openStores(ChainParameters parameters) throws IOException {
        FileStore log = FileStore.open(directory.resolve(LOG));
        try {
            FileStore index = FileStore.open(directory.resolve(INDEX));
            try {
                forceEntries(directory);
                return Chain.open(parameters, log, index, this::keep);
            } catch (IOException e) {
                index.close();
                throw e;
            }
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private String keep(ByteStore log, long from) throws IOException {
        Path file = directory.resolve(LOG + ".cut-at-" + from);
        for (int n = 2; Files.exists(file); n++) file = directory.resolve(LOG + ".cut-at-" + from + "." + n);
        try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
            for (long at = from; at < log.size(); ) at += log.transferTo(at, log.size() - at, out);
            out.force(true);
        }
        forceEntries(directory);
        return file.toString();
    }

    /// Gives the directory back.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
