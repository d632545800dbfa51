package tsunagi.simulation.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A disk is only worth simulating if it keeps what it promised, and nothing else.
class SimulatedDiskTest {
    private final Random random = new Random(1);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void whatWasForcedSurvivesEveryDamage() throws IOException {
        Set<TailDamage> seen = EnumSet.noneOf(TailDamage.class);
        while (seen.size() < TailDamage.values().length) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.append(bytes("forced"));
            disk.force();
            disk.append(bytes(" and not"));
            seen.add(disk.crash(random));
            assertTrue(disk.startsWith("forced".getBytes(UTF_8)));
            assertTrue(disk.size() <= "forced and not".length());
        }
    }

    @Test
    void whatWasTruncatedAndNotForcedMayComeBack() throws IOException {
        Set<String> left = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.append(bytes("abc"));
            disk.force();
            disk.truncate(1);
            disk.crash(random);
            left.add(new String(disk.prefix((int) disk.size()), UTF_8));
        }
        assertEquals(Set.of("a", "abc"), left);
    }

    @Test
    void thePowerGoesInTheMiddleOfTheWriteItWasToldOf() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.failAfter(3);
        disk.append(bytes("one"));
        disk.force();
        assertThrows(PowerLoss.class, () -> disk.append(bytes("four")));
        assertEquals("onefo", new String(disk.prefix((int) disk.size()), UTF_8));
        assertEquals(3, disk.durable());
        assertThrows(PowerLoss.class, disk::force);
    }
}
