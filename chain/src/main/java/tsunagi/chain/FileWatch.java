package tsunagi.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Notices that something else than its writer changes a file: removes it, cuts it, appends to it or overwrites it.
///
/// It looks at what the platform says of the file, which is one call. Identity and length are proof. A time of last
/// change that is not the writer's is none, because tools may set it, so somebody has to compare the bytes then.
final class FileWatch {
    /// Changes the file.
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    private final Path file;

    /// Held while the file is changed, so nobody takes the writer's own change for another's.
    private final ReentrantLock changing = new ReentrantLock();

    /// What the platform knows the file by, whatever its name; null where it does not say.
    private final @Nullable Object identity;

    private FileTime lastChange;
    private boolean touched;

    private FileWatch(Path file, BasicFileAttributes attributes) {
        this.file = file;
        this.identity = attributes.fileKey();
        this.lastChange = attributes.lastModifiedTime();
    }

    static FileWatch of(Path file) throws IOException {
        return new FileWatch(file, attributes(file));
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /// Changes the file, if nothing else did.
    ///
    /// @param size how long the file is, according to its writer
    void change(LongSupplier size, Change change) throws IOException {
        changing.lock();
        try {
            check(size);
            change.make();
            lastChange = attributes(file).lastModifiedTime();
        } finally {
            changing.unlock();
        }
    }

    /// Checks that the file is the one that was opened, and as long as its writer made it.
    ///
    /// @throws IOException if it is not: the message is a sentence that says what there is instead
    void check(LongSupplier size) throws IOException {
        changing.lock();
        try {
            BasicFileAttributes found = found();
            if (!Objects.equals(identity, found.fileKey())) throw replaced("another file has its name");
            if (found.size() != size.getAsLong()) throw changed(found.size(), size.getAsLong());
            if (found.lastModifiedTime().equals(lastChange)) return;
            touched = true;
            lastChange = found.lastModifiedTime();
        } finally {
            changing.unlock();
        }
    }

    private BasicFileAttributes found() throws IOException {
        try {
            return attributes(file);
        } catch (NoSuchFileException e) {
            throw replaced("there is no file of that name");
        } catch (IOException e) {
            throw replaced("the file of that name cannot be looked at: " + e.getMessage());
        }
    }

    private IOException replaced(String found) {
        return new IOException(file + " was removed or replaced while the node ran (" + found
                + "), so a new start would not find the blocks that are written now");
    }

    private IOException changed(long found, long written) {
        return new IOException(file + " was changed while the node ran: it has " + found + " bytes, and the node wrote "
                + written + "; find out what else writes to it");
    }

    /// Whether something else may have changed bytes since this was last asked.
    boolean takeTouched() {
        changing.lock();
        try {
            boolean taken = touched;
            touched = false;
            return taken;
        } finally {
            changing.unlock();
        }
    }
}
