package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.BlockWriter;

/// A disk that refuses to force names during a repair: the message says which log is there.
class RepairFailureTest {
    private static final Branches FREE = Branches.FREE;

    private final SimulatedDisk disk = SimulatedDisk.empty();
    private final byte[] damaged =
            join("damage\n".getBytes(US_ASCII), BlockWriter.frame(FREE.child(FREE.genesis(), "the only one")));

    @BeforeEach
    void writeDamagedLog() throws IOException {
        try (ByteStore log = disk.open(LogFiles.LOG)) {
            log.append(ByteBuffer.wrap(damaged));
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
        assertTrue(message.contains("the log is as it was"), message);
        assertArrayEquals(damaged, disk.bytes(LogFiles.LOG));
        assertFalse(disk.names().stream().anyMatch(name -> name.endsWith(".partial")), disk.names()::toString);
    }

    @Test
    void afterThatItIsTheNewOne() throws IOException {
        String message = messageOfForceThatFails(2);
        assertTrue(message.contains("was written anew, but"), message);
        assertEquals(damaged.length - 7, disk.bytes(LogFiles.LOG).length);
        assertFalse(new LogRepair(disk).run(FREE.parameters()).isPresent());
    }

    private String messageOfForceThatFails(int which) {
        Directory failing = new FailingForces(disk, which);
        IOException e = assertThrows(IOException.class, () -> new LogRepair(failing).run(FREE.parameters()));
        return String.valueOf(e.getMessage());
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
