package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Does what another store does, but for what a test overrides.
interface ForwardingStore extends ByteStore {
    ByteStore store();

    @Override
    default long size() {
        return store().size();
    }

    @Override
    default void append(ByteBuffer bytes) throws IOException {
        store().append(bytes);
    }

    @Override
    default void read(long position, ByteBuffer into) throws IOException {
        store().read(position, into);
    }

    @Override
    default long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return store().transferTo(position, count, target);
    }

    @Override
    default boolean transferMayWait() {
        return store().transferMayWait();
    }

    @Override
    default void truncate(long size) throws IOException {
        store().truncate(size);
    }

    @Override
    default void checkInPlace() throws IOException {
        store().checkInPlace();
    }

    @Override
    default void force() throws IOException {
        store().force();
    }

    @Override
    default void close() throws IOException {
        store().close();
    }
}
