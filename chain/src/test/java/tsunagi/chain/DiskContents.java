package tsunagi.chain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is on a disk: files by number, and what they are called.
final class DiskContents {
    final TreeMap<String, Integer> names = new TreeMap<>();
    private final TreeMap<Integer, Bytes> files = new TreeMap<>();

    DiskContents copy() {
        DiskContents copy = new DiskContents();
        copy.names.putAll(names);
        files.forEach((number, bytes) -> copy.files.put(number, bytes.copy()));
        return copy;
    }

    Bytes file(int number) {
        return files.computeIfAbsent(number, n -> new Bytes());
    }

    int unusedNumber() {
        return files.isEmpty() ? 0 : files.lastKey() + 1;
    }

    void apply(DiskChange change) {
        switch (change) {
            case DiskChange.Written written -> file(written.number()).write(written.at(), written.bytes());
            case DiskChange.Truncated cut -> file(cut.number()).truncate(cut.size());
            case DiskChange.Named named -> {
                file(named.number());
                names.put(named.name(), named.number());
            }
            case DiskChange.Renamed renamed -> {
                @Nullable Integer number = names.remove(renamed.from());
                if (number != null) names.put(renamed.to(), number);
            }
            case DiskChange.Deleted deleted -> names.remove(deleted.name());
            case DiskChange.Forced forced -> {}
            case DiskChange.NamesForced forced -> {}
        }
    }

    /// A file's.
    static final class Bytes {
        private byte[] data = new byte[0];
        private int size;

        private Bytes copy() {
            Bytes copy = new Bytes();
            copy.data = bytes();
            copy.size = size;
            return copy;
        }

        byte[] bytes() {
            return Arrays.copyOf(data, size);
        }

        byte[] data() {
            return data;
        }

        int size() {
            return size;
        }

        private void write(int at, ByteBuffer bytes) {
            int end = at + bytes.limit();
            if (end > data.length) data = Arrays.copyOf(data, Math.max(end, 2 * data.length));
            bytes.get(0, data, at, bytes.limit());
            size = Math.max(size, end);
        }

        private void truncate(int to) {
            if (to < size) Arrays.fill(data, to, size, (byte) 0);
            if (to > data.length) data = Arrays.copyOf(data, to);
            size = to;
        }
    }
}
