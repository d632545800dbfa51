package tsunagi.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.protocol.Hash;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.time.Trace;

/// A seed is a run: whoever plays it again sees the same, to the byte.
class ReplayTest {
    /// In processes of their own, for what differs from one to the next (the order in which
    /// unordered sets are gone through, identities, addresses) is what would show.
    @Test
    void oneSeedInTwoProcessesGivesOneTrace(@TempDir Path directory) throws IOException, InterruptedException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        String once = simulate(List.of(
                "--seed", "7", "--nodes", "4", "--hostile", "1", "--turmoil", "20", "--trace", first.toString()));
        String again = simulate(List.of(
                "--seed", "7", "--nodes", "4", "--hostile", "1", "--turmoil", "20", "--trace", second.toString()));
        assertEquals(once, again);
        assertTrue(Files.size(first) > 5_000, "a trace worth comparing");
        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void anotherSeedIsAnotherRun() {
        Scenario seven = new Scenario(7, 3, 0, Duration.ofSeconds(5));
        Scenario eight = new Scenario(8, 3, 0, Duration.ofSeconds(5));
        assertEquals(traceOf(seven), traceOf(seven));
        assertNotEquals(traceOf(seven), traceOf(eight));
    }

    private static Hash traceOf(Scenario scenario) {
        return Simulation.run(scenario, new Software(), Trace.to(line -> {})).trace();
    }

    private static String simulate(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Simulate.class.getName());
        process.command().addAll(arguments);
        Process running = process.redirectErrorStream(true).start();
        String text = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertTrue(running.waitFor(50, TimeUnit.SECONDS), "it ends");
        assertEquals(0, running.exitValue(), text);
        return text;
    }
}
