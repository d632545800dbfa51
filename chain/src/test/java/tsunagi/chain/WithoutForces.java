package tsunagi.chain;

import java.io.IOException;
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

    private record Unforced(ByteStore store) implements ForwardingStore {
        @Override
        public void force() {
            // As if it had.
        }
    }
}
