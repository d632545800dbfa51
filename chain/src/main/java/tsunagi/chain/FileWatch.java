package tsunagi.chain;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Notices that something else than its writer changes a file: removes it, cuts it,
/// appends to it or overwrites it.
///
/// It looks at what the platform says of the file, which is one call. Identity and length are
/// proof. A time of last change that is not the writer's is none, because tools may set it, so
/// somebody has to compare the bytes then.
final class FileWatch {
    /// Changes the file.
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /// Looks at the file that has the name now.
    @FunctionalInterface
    interface Look {
        /// What there is.
        ///
        /// @throws IOException if there is none that can be looked at; its message says why
        Seen at() throws IOException;
    }

    /// What the platform says of a file.
    ///
    /// @param identity what the platform knows it by, whatever its name; null where it does not say
    /// @param lastChange its time of last change
    record Seen(@Nullable Object identity, long size, Object lastChange) {}

    private final String name;
    private final Look look;

    /// Held while the file is changed, so nobody takes the writer's own change for another's.
    private final ReentrantLock changing = new ReentrantLock();

    private final @Nullable Object identity;
    private Object lastChange;
    private boolean touched;

    /// @param name of the file, in sentences
    FileWatch(String name, Look look) throws IOException {
        this.name = name;
        this.look = look;
        Seen opened = look.at();
        this.identity = opened.identity();
        this.lastChange = opened.lastChange();
    }

    /// Changes the file, if nothing else did.
    ///
    /// @param size how long the file is, according to its writer
    void change(LongSupplier size, Change change) throws IOException {
        changing.lock();
        try {
            check(size);
            change.make();
            lastChange = look.at().lastChange();
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
            Seen found = found();
            if (!Objects.equals(identity, found.identity())) throw replaced("another file has its name");
            if (found.size() != size.getAsLong()) throw changed(found.size(), size.getAsLong());
            if (found.lastChange().equals(lastChange)) return;
            touched = true;
            lastChange = found.lastChange();
        } finally {
            changing.unlock();
        }
    }

    private Seen found() throws IOException {
        try {
            return look.at();
        } catch (IOException e) {
            throw replaced(String.valueOf(e.getMessage()));
        }
    }

    private IOException replaced(String found) {
        return new IOException(name + " was removed or replaced while the node ran (" + found
                + "), so a new start would not find the blocks that are written now");
    }

    private IOException changed(long found, long written) {
        return new IOException(name + " was changed while the node ran: it has " + found + " bytes, and the node wrote "
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
