package tsunagi.chain;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A [Directory] of the file system.
final class FileDirectory implements Directory {
    private final Path path;

    FileDirectory(Path path) {
        this.path = path;
    }

    /// Creates the directory and those above it, as durable as what will be in it.
    static void create(Path directory) throws IOException {
        Deque<Path> parentsOfMissing = new ArrayDeque<>();
        @Nullable Path missing = directory.toAbsolutePath();
        while (missing != null && !Files.exists(missing)) {
            missing = missing.getParent();
            if (missing != null) parentsOfMissing.push(missing);
        }
        Files.createDirectories(directory);
        for (Path parent : parentsOfMissing) force(parent);
    }

    /// Refuses what is there and no file: opening a pipe waits for its other end, and a device
    /// takes every byte and gives none back.
    ///
    /// @throws FileSystemException if the name leads to something else than a file
    static void requireFile(Path file) throws FileSystemException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no regular file; remove it");
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, READ)) {
            entries.force(true);
        }
    }

    @Override
    public ByteStore open(String name) throws IOException {
        return FileStore.open(file(name));
    }

    @Override
    public ByteStore openLocked(String name) throws IOException {
        return FileStore.openLocked(file(name));
    }

    private Path file(String name) throws IOException {
        Path file = path.resolve(name);
        requireFile(file);
        return file;
    }

    @Override
    public boolean holds(String name) {
        return Files.exists(path.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to), ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    @Override
    public void force() throws IOException {
        force(path);
    }

    @Override
    public String place(String name) {
        return path.resolve(name).toString();
    }
}
