package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.Predicate;

/// Says that it forces some of the files, or with the empty name the names, and does not.
record WithoutForces(Directory disk, Predicate<String> forgets) implements ForwardingDirectory {
    @Override
    public ByteStore open(String name) throws IOException {
        ByteStore store = disk.open(name);
        return forgets.test(name) ? new Unforced(store) : store;
    }

    @Override
    public void force() throws IOException {
        if (!forgets.test("")) disk.force();
    }

    private record Unforced(ByteStore store) implements ByteStore {
        @Override
        public long size() {
            return store.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            store.append(bytes);
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            store.read(position, into);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return store.transferTo(position, count, target);
        }

        @Override
        public void truncate(long size) throws IOException {
            store.truncate(size);
        }

        @Override
        public void force() {
            // As if it had.
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
