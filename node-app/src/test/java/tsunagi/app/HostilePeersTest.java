package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attacks on the program as it runs, in the memory that it says it needs: it goes on, an honest
/// block still gets through, and what it writes stays within its bounds. A heap that is too small
/// ends the process, which is how one would see it. How long blocks take is measured by
/// `.ci/attacks`, for here the machine may be busy with anything.
@Isolated
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostilePeersTest {
    private static final Duration ALONE = Duration.ofSeconds(2);
    private static final Duration TOGETHER = Duration.ofSeconds(8);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long BITS_PER_SECOND = 1_000_000_000;

    private static void assertEndured(List<Attack> attacks, Duration length, Path data) throws Exception {
        long began = System.nanoTime();
        Toll toll = new Siege(attacks, BITS_PER_SECOND, length, DEADLINE).endure(data);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(toll.firedInAll().sentBytes() > 0, "nothing was fired");
        assertTrue(
                toll.logGrowth() <= toll.mostLogGrowth(),
                () -> toll.logGrowth() + " bytes more on disk, at most " + toll.mostLogGrowth());
        assertTrue(toll.says().size() <= toll.mostSaid(took), () -> toll.says().size() + " lines: " + toll.says());
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void eachAloneIsEndured(Attack attack, @TempDir Path data) throws Exception {
        assertEndured(List.of(attack), ALONE, data);
    }

    @Test
    void allAtOnceAreEndured(@TempDir Path data) throws Exception {
        assertEndured(List.of(Attack.values()), TOGETHER, data);
    }
}
