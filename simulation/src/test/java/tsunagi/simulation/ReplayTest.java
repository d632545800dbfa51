package tsunagi.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.protocol.Hash;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.time.Trace;

/// A seed is a run: playing it again gives the same, to the byte.
class ReplayTest {
    /// In processes of their own, for what differs from one to the next (the order in which
    /// unordered sets are gone through, identities, addresses) is what would show.
    @Test
    void oneSeedInTwoProcessesGivesOneTrace(@TempDir Path directory) throws IOException, InterruptedException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        assertEquals(simulate(first), simulate(second));
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

    /// It writes to a file, because a reader of a process that hangs would wait with it.
    private static String simulate(Path trace) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Simulate.class.getName(),
                "--seed",
                "7",
                "--nodes",
                "4",
                "--hostile",
                "1",
                "--turmoil",
                "20",
                "--trace",
                trace.toString());
        Path output = trace.resolveSibling(trace.getFileName() + ".out");
        process.redirectErrorStream(true).redirectOutput(output.toFile());
        Process running = process.start();
        try {
            assertTrue(running.waitFor(50, TimeUnit.SECONDS), () -> "it ends, having said: " + read(output));
        } finally {
            running.destroyForcibly();
        }
        String text = read(output);
        assertEquals(0, running.exitValue(), text);
        return text;
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
