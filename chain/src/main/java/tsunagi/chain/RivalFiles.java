package tsunagi.chain;

import java.io.IOException;

/// Where rival branches are staged. A file of this kind means nothing to the next
/// start, which deletes it.
interface RivalFiles {
    /// On the heap, for a chain that is there itself. A rival has at most one block more than the
    /// part of the chain that it would replace.
    RivalFiles ON_HEAP = new RivalFiles() {
        @Override
        public ByteStore open(String name) {
            return new HeapStore();
        }

        @Override
        public void delete(String name) {
            // The collector does it.
        }
    };

    /// In files without a name, for a reader that must leave its directory as it is.
    RivalFiles NAMELESS = new RivalFiles() {
        @Override
        public ByteStore open(String name) throws IOException {
            return FileStore.nameless();
        }

        @Override
        public void delete(String name) {
            // Closing it is enough.
        }
    };

    /// Opens an empty file for reading and writing.
    ByteStore open(String name) throws IOException;

    void delete(String name) throws IOException;
}
