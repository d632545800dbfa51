package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.BlockWriter;

/// A disk that refuses to force or give names during a repair, or keeps nothing: the message says
/// which log is there, and what to do.
class RepairFailureTest {
    private static final Branches FREE = Branches.FREE;

    private static final byte[] HANGING =
            BlockWriter.frame(FREE.branch(FREE.genesis(), 2, "h").getLast());
    private static final List<String> COPIES =
            List.of("chain.log.blocks-cut-by-repair", "chain.log.damage-cut-by-repair");

    private final SimulatedDisk disk = SimulatedDisk.empty();
    private final byte[] damaged =
            join("damage\n".getBytes(US_ASCII), BlockWriter.frame(FREE.child(FREE.genesis(), "the only one")));

    @BeforeEach
    void writeDamagedLog() throws IOException {
        write(damaged);
    }

    private void write(byte[] bytes) throws IOException {
        try (ByteStore log = disk.open(LogFiles.LOG)) {
            log.append(ByteBuffer.wrap(bytes));
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Test
    void beforeTheNewLogIsInPlaceTheOldOneIsAsItWas() {
        String message = messageOfForceThatFails(1);
        assertTrue(message.contains("this attempt changed nothing in it; make room for a second one"), message);
        assertOnlyTheLogIsThere(damaged);
    }

    /// A copy that has its final name already is of no use next to a log that still holds the
    /// bytes.
    @Test
    void whatWasCopiedBeforeItFailedIsTakenAwayAgain() throws IOException {
        write(HANGING);
        messageOn(new FailingRenames(disk, "chain.log.blocks-cut-by-repair"));
        assertOnlyTheLogIsThere(join(damaged, HANGING));
        messageOfForceThatFails(1);
        assertOnlyTheLogIsThere(join(damaged, HANGING));
    }

    @Test
    void whatTheNewLogLacksIsKeptIfItCannotBePutInPlace() throws IOException {
        write(HANGING);
        assertSaysWhereWhatItLacksIs(messageOn(new FailingRenames(disk, LogFiles.LOG)));
        assertArrayEquals(join(damaged, HANGING), disk.bytes(LogFiles.LOG));
    }

    /// Then the copies are all there is.
    @Test
    void whatTheNewLogLacksIsKeptIfItIsInPlaceAgainstAllThatTheDiskSays() throws IOException {
        write(HANGING);
        assertSaysWhereWhatItLacksIs(messageOn(new LyingRename(disk)));
        assertFalse(new LogRepair(disk).run(FREE.parameters()).isPresent());
    }

    private void assertSaysWhereWhatItLacksIs(String message) {
        assertTrue(message.contains("may be the old one or the rewritten one"), message);
        for (String copy : COPIES) assertTrue(message.contains(copy), message);
        assertArrayEquals("damage\n".getBytes(US_ASCII), disk.bytes(COPIES.get(1)));
        assertArrayEquals(HANGING, disk.bytes(COPIES.get(0)));
    }

    /// Has the new log in place, and says that it has not.
    private record LyingRename(Directory disk) implements ForwardingDirectory {
        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
            if (to.equals(LogFiles.LOG)) throw new IOException("lost the line");
        }
    }

    private void assertOnlyTheLogIsThere(byte[] expected) {
        assertArrayEquals(expected, disk.bytes(LogFiles.LOG));
        assertEquals(List.of(LogFiles.INDEX, LogFiles.LOG), disk.names());
    }

    /// Gives no file this name.
    private record FailingRenames(Directory disk, String refused) implements ForwardingDirectory {
        @Override
        public void rename(String from, String to) throws IOException {
            if (to.equals(refused)) throw new IOException("no such name");
            disk.rename(from, to);
        }
    }

    @Test
    void afterThatItIsTheNewOne() throws IOException {
        String message = messageOfForceThatFails(2);
        assertTrue(message.contains("was rewritten, but"), message);
        assertEquals(damaged.length - 7, disk.bytes(LogFiles.LOG).length);
        assertFalse(new LogRepair(disk).run(FREE.parameters()).isPresent());
    }

    @Test
    void whereTheNewLogReadsOtherwiseMoreRoomIsNotAdvised() {
        String message = messageOn(new ForgetsTheNewLog(disk));
        assertTrue(message.contains("reads differently from the old one"), message);
        assertTrue(message.contains("trying again does not help"), message);
        assertFalse(message.contains("make room"), message);
        assertArrayEquals(damaged, disk.bytes(LogFiles.LOG));
    }

    private String messageOfForceThatFails(int which) {
        return messageOn(new FailingForces(disk, which));
    }

    private static String messageOn(Directory failing) {
        IOException e = assertThrows(IOException.class, () -> new LogRepair(failing).run(FREE.parameters()));
        return String.valueOf(e.getMessage());
    }

    /// Takes the bytes of the new log and keeps none.
    private record ForgetsTheNewLog(Directory disk) implements ForwardingDirectory {
        @Override
        public ByteStore open(String name) throws IOException {
            ByteStore store = disk.open(name);
            return name.startsWith(LogFiles.LOG + ".repaired") ? new Forgetful(store) : store;
        }
    }

    private record Forgetful(ByteStore store) implements ForwardingStore {
        @Override
        public void append(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }
    }

    /// Fails at the force of names with this number, counted from 1.
    private static final class FailingForces implements ForwardingDirectory {
        private final Directory disk;
        private int left;

        FailingForces(Directory disk, int which) {
            this.disk = disk;
            this.left = which;
        }

        @Override
        public void force() throws IOException {
            if (--left == 0) throw new IOException("no more");
            disk.force();
        }

        @Override
        public Directory disk() {
            return disk;
        }
    }
}
