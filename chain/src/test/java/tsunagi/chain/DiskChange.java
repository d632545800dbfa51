package tsunagi.chain;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// A change that a disk was asked for. Files have numbers, for their names change.
sealed interface DiskChange {
    /// Bytes were written.
    ///
    /// @param bytes from index 0 to its limit
    record Written(int number, int at, ByteBuffer bytes) implements DiskChange {}

    record Truncated(int number, int size) implements DiskChange {}

    record Forced(int number) implements DiskChange {}

    record Named(String name, int number) implements DiskChange {}

    record Renamed(String from, String to) implements DiskChange {}

    record Deleted(String name) implements DiskChange {}

    record NamesForced() implements DiskChange {}

    /// The file that it is a change of; nothing if it is one of names.
    default OptionalInt file() {
        return switch (this) {
            case Written written -> OptionalInt.of(written.number());
            case Truncated truncated -> OptionalInt.of(truncated.number());
            case Forced forced -> OptionalInt.of(forced.number());
            case Named named -> OptionalInt.empty();
            case Renamed renamed -> OptionalInt.empty();
            case Deleted deleted -> OptionalInt.empty();
            case NamesForced forced -> OptionalInt.empty();
        };
    }
}
