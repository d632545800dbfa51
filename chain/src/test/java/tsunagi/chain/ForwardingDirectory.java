package tsunagi.chain;

import java.io.IOException;

/// Does what another directory does, but for what a test overrides.
interface ForwardingDirectory extends Directory {
    Directory disk();

    @Override
    default ByteStore open(String name) throws IOException {
        return disk().open(name);
    }

    @Override
    default boolean holds(String name) {
        return disk().holds(name);
    }

    @Override
    default void rename(String from, String to) throws IOException {
        disk().rename(from, to);
    }

    @Override
    default void delete(String name) throws IOException {
        disk().delete(name);
    }

    @Override
    default void force() throws IOException {
        disk().force();
    }

    @Override
    default String place(String name) {
        return disk().place(name);
    }
}
