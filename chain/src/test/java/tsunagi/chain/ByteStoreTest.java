package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What both stores promise, so that what is tested on the heap holds on a disk.
class ByteStoreTest {
    enum Kind {
        FILE,
        HEAP;

        ByteStore open(Path directory) throws IOException {
            return this == FILE ? FileStore.open(directory.resolve("store")) : new HeapStore();
        }
    }

    /// More than a chunk on the heap, and not a whole number of them.
    private static final int MANY = 200_001;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void beginsEmpty(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            assertEquals(0, store.size());
            assertThrows(EOFException.class, () -> store.read(0, ByteBuffer.allocate(1)));
            assertEquals(0, transferred(store, 0, 10).length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAppendedIsReadBackFromAnyPosition(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            append(store, "one\n");
            append(store, "two\n");
            append(store, "");
            assertEquals(8, store.size());
            assertEquals("two\n", read(store, 4, 4));
            assertEquals("e\ntw", read(store, 2, 4));
            assertEquals("", read(store, 8, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingBeyondTheEndIsAnEndOfFile(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            append(store, "one\n");
            assertThrows(EOFException.class, () -> store.read(2, ByteBuffer.allocate(3)));
            assertThrows(EOFException.class, () -> store.read(4, ByteBuffer.allocate(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyBytesGoInAndOutUnchanged(Kind kind) throws IOException {
        byte[] bytes = new byte[MANY];
        for (int i = 0; i < MANY; i++) bytes[i] = (byte) (i * 31 + i / 257);
        try (ByteStore store = kind.open(directory)) {
            for (int at = 0; at < MANY; at += 4093) {
                store.append(ByteBuffer.wrap(bytes, at, Math.min(4093, MANY - at)));
            }
            ByteBuffer all = ByteBuffer.allocate(MANY);
            store.read(0, all);
            assertArrayEquals(bytes, all.array());
            assertArrayEquals(bytes, transferred(store, 0, MANY));
            assertArrayEquals(Arrays.copyOfRange(bytes, 65_530, 131_080), transferred(store, 65_530, 65_550));
        }
    }

    @ParameterizedTest
    @EnumSource
    void transferringStopsAtTheEnd(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            append(store, "one\n");
            assertEquals("ne\n", new String(transferred(store, 1, 100), StandardCharsets.UTF_8));
            assertEquals(0, store.transferTo(4, 1, Channels.newChannel(new ByteArrayOutputStream())));
            assertEquals(0, store.transferTo(0, 0, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTruncatedIsGoneAndAppendingGoesOnThere(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            store.append(ByteBuffer.allocate(MANY));
            for (long size : new long[] {MANY, 131_072, 131_071, 65_536, 3, 0}) {
                store.truncate(size);
                assertEquals(size, store.size());
                assertThrows(EOFException.class, () -> store.read(size, ByteBuffer.allocate(1)));
                append(store, "end");
                assertEquals("end", read(store, size, 3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBufferThatIsAppendedIsUsedUpAndMayBeReadOnly(Kind kind) throws IOException {
        try (ByteStore store = kind.open(directory)) {
            ByteBuffer bytes = ByteBuffer.wrap("-one-".getBytes(StandardCharsets.UTF_8), 1, 3)
                    .asReadOnlyBuffer();
            store.append(bytes);
            store.force();
            assertEquals(0, bytes.remaining());
            assertEquals("one", read(store, 0, 3));
        }
    }

    @Test
    void aFileIsThereAgainWhenItIsOpenedAgain() throws IOException {
        try (ByteStore store = Kind.FILE.open(directory)) {
            append(store, "one\n");
        }
        try (ByteStore store = Kind.FILE.open(directory)) {
            append(store, "two\n");
        }
        assertEquals("one\ntwo\n", Files.readString(directory.resolve("store")));
    }

    /// `/dev/full` is a disk without room, on systems that have it.
    @Test
    void anAppendThatFailsLeavesTheStoreAsItWas() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        try (ByteStore store = FileStore.open(full)) {
            assertThrows(IOException.class, () -> append(store, "one\n"));
            assertEquals(0, store.size());
        }
    }

    private static void append(ByteStore store, String text) throws IOException {
        store.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(ByteStore store, long position, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        store.read(position, into);
        assertEquals(0, into.remaining());
        return new String(into.array(), StandardCharsets.UTF_8);
    }

    /// `transferTo` may write less than it is asked for, so it is asked until it writes nothing.
    private static byte[] transferred(ByteStore store, long position, long count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long at = position;
        long n;
        do {
            n = store.transferTo(at, position + count - at, Channels.newChannel(out));
            at += n;
        } while (n > 0);
        return out.toByteArray();
    }
}
