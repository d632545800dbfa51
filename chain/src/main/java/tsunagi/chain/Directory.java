package tsunagi.chain;

import java.io.IOException;

/// The files of one directory, as far as keeping a log needs them: on disk ([FileDirectory]) or,
/// in tests, on a disk that fails on purpose.
///
/// A name that was made or changed is as durable as its bytes only after [#force].
interface Directory {
    /// Opens a file for reading and writing, and creates it if it is not there.
    ByteStore open(String name) throws IOException;

    boolean holds(String name);

    /// Gives a file another name, in one step: after a crash it has the one or the other.
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /// Returns when the names of all files will survive a loss of power.
    void force() throws IOException;

    /// Where a file is, in words for a person.
    String place(String name);
}
