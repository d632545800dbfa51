package tsunagi.chain;

import java.io.IOException;

/// The files of one directory, as far as keeping a log needs them: on disk ([FileDirectory]) or,
/// in tests and simulations, on a disk that fails on purpose.
///
/// A name that was made or changed is as durable as its bytes only after [#force].
public interface Directory {
    /// Opens a file for reading and writing, and creates it if it is not there.
    ByteStore open(String name) throws IOException;

    /// The same, and keeps other processes from doing so, as far as the platform can.
    default ByteStore openLocked(String name) throws IOException {
        return open(name);
    }

    boolean holds(String name);

    /// This name, or if it is taken, the first that is not of this name with a number.
    default String unusedName(String name) {
        if (!holds(name)) return name;
        int n = 2;
        while (holds(name + "." + n)) n++;
        return name + "." + n;
    }

    /// Gives a file another name, in one step, and takes that name from the file that had it: after
    /// a crash each has the one or the other.
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /// Returns when the names of all files will survive a loss of power.
    void force() throws IOException;

    /// Where a file is, in words for a person.
    String place(String name);
}
