package tsunagi.chain;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The directory in which one node keeps its chain: `chain.log`, the block log; `chain.index`
/// and `chain.checkpoint`, derived from it; `lock`, held while the node runs. It is the
/// platform that holds the lock for the process, so a node that was killed leaves none behind;
/// the file itself means nothing. The log is locked too: `lock` may be removed, and two
/// directories may have one log.
///
/// Every IOException from here has a message that is a whole sentence for the person who
/// started the program.
public final class DataDirectory implements Closeable {
    private static final String LOCK = "lock";
    private static final String NOWHERE = " is a symbolic link that leads nowhere";

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// Creates the directory if it is not there, and takes it for this process alone.
    public static DataDirectory open(Path directory) throws IOException {
        try {
            FileDirectory.create(directory);
            return new DataDirectory(directory, locked(directory));
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    /// Takes a directory in which a node has kept its chain.
    ///
    /// @throws IOException also if it is none; it is not touched then
    public static DataDirectory openExisting(Path directory) throws IOException {
        requireLog(directory);
        return open(directory);
    }

    /// Reads what a directory holds and changes nothing in it, not even a
    /// lock file that is missing.
    ///
    /// @throws IOException also if it is no data directory, or a node is using it
    public static Inspection inspect(Path directory, ChainParameters parameters) throws IOException {
        requireLog(directory);
        Path lockFile = directory.resolve(LOCK);
        try {
            if (!Files.exists(lockFile)) return readUnlessLost(directory, parameters);
            FileDirectory.requireFile(lockFile);
            try (FileChannel lock = FileChannel.open(lockFile, READ)) {
                require(directory, tryLock(directory, lock, true));
                return readUnlessLost(directory, parameters);
            }
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    private static Inspection readUnlessLost(Path directory, ChainParameters parameters) throws IOException {
        requireNoLossOfLog(directory, parameters);
        return read(directory, parameters);
    }

    /// The index goes to a file of its own elsewhere: it is as long as the chain is.
    private static Inspection read(Path directory, ChainParameters parameters) throws IOException {
        Path logFile = directory.resolve(LogFiles.LOG);
        FileDirectory.requireFile(logFile);
        Path index = Files.createTempFile("tsunagi-verify-", ".index");
        try (FileStore log = FileStore.openToRead(logFile);
                FileStore temporary = FileStore.open(index)) {
            return new ChainOpening(parameters).read(log, temporary).inspection();
        } finally {
            Files.delete(index);
        }
    }

    private static void requireLog(Path directory) throws IOException {
        if (!Files.exists(directory)) throw new IOException("there is no directory " + directory);
        Path log = directory.resolve(LogFiles.LOG);
        if (leadsNowhere(log.toString())) throw new IOException(log + NOWHERE);
        if (!Files.exists(log)) {
            throw new IOException(directory + " is no data directory of a node: it holds no " + LogFiles.LOG);
        }
    }

    private static FileChannel locked(Path directory) throws IOException {
        Path lockFile = directory.resolve(LOCK);
        FileDirectory.requireFile(lockFile);
        FileChannel lock = FileChannel.open(lockFile, CREATE, WRITE);
        try {
            require(directory, tryLock(directory, lock, false));
            return lock;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static void require(Path directory, @Nullable FileLock lock) throws IOException {
        if (lock != null) return;
        throw new IOException("the data directory " + directory + " is in use by another node; stop that one first");
    }

    private static @Nullable FileLock tryLock(Path directory, FileChannel lock, boolean shared) throws IOException {
        try {
            return lock.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw new IOException(
                    "the data directory " + directory + " cannot be locked against a second node: " + e.getMessage()
                            + "; it needs a file system that has locks",
                    e);
        }
    }

    private static IOException unusable(Path directory, FileSystemException e) {
        return new IOException("the data directory " + directory + " cannot be used: " + reason(e), e);
    }

    private static String reason(FileSystemException e) {
        if (leadsNowhere(e.getFile())) return e.getFile() + NOWHERE;
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a directory";
            case NoSuchFileException missing -> missing.getFile() + " cannot be created";
            case NotDirectoryException file -> file.getFile() + " is not a directory";
            default -> e.getFile() + (e.getReason() == null ? "" : ": " + e.getReason());
        };
    }

    private static boolean leadsNowhere(@Nullable String file) {
        return file != null && Files.isSymbolicLink(Path.of(file)) && !Files.exists(Path.of(file));
    }

    /// Opens the chain that the directory holds; genesis alone if it holds none.
    ///
    /// @throws IOException also if the log or all of its blocks are gone, and its checkpoint is not
    public Chain.Opened openChain(ChainParameters parameters) throws IOException {
        try {
            requireNoLossOfLog(directory, parameters);
            return files().open(parameters);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    /// Opens the chain as [#openChain] does, but reads all of the log, and removes the checkpoint.
    /// [#openExisting] has found a log there.
    ///
    /// @throws IOException also if all blocks of the log are gone, and its checkpoint is not
    public Chain.Opened openAnew(ChainParameters parameters) throws IOException {
        try {
            requireNoLossOfLog(directory, parameters);
            Checkpoints.remove(new FileDirectory(directory));
            return files().open(parameters);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    /// Refuses a log that has lost all of its blocks. No crash does that: the checkpoint is written
    /// after the blocks are on disk. The log is the only copy of the chain on this machine, so the
    /// person decides whether to begin without it.
    private static void requireNoLossOfLog(Path directory, ChainParameters parameters) throws IOException {
        if (!Files.isRegularFile(directory.resolve(Checkpoints.FILE))) return;
        Path log = directory.resolve(LogFiles.LOG);
        if (!Files.exists(log, NOFOLLOW_LINKS)) throw lost(log + " is missing, and ");
        if (!holdsBlock(log, parameters)) throw lost(log + " holds no block, and ");
    }

    private static IOException lost(String what) {
        return new IOException(what + Checkpoints.FILE + " shows that blocks were in it; put the file back, or remove "
                + Checkpoints.FILE + " to begin with an empty chain");
    }

    private static boolean holdsBlock(Path log, ChainParameters parameters) throws IOException {
        FileDirectory.requireFile(log);
        try (FileStore store = FileStore.openToRead(log)) {
            return Replay.holdsBlock(new BlockLog(store), new BlockRules(parameters));
        }
    }

    private LogFiles files() {
        return new LogFiles(new FileDirectory(directory), CheckpointSizes.USUAL);
    }

    /// Rewrites the log if there is damage in it, and keeps what it leaves out next to it.
    ///
    /// @return what it did; nothing if the log is whole
    public Optional<Repaired> repair(ChainParameters parameters) throws IOException {
        try {
            return new LogRepair(new FileDirectory(directory)).run(parameters);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    /// Reads what the directory holds, with nobody able to take it meanwhile.
    /// The chain must not be open.
    public Inspection inspect(ChainParameters parameters) throws IOException {
        try {
            return read(directory, parameters);
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        }
    }

    /// Gives the directory back.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
