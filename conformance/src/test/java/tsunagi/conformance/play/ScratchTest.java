package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScratchTest {
    /// By SIGTERM. A shell may start its background jobs with SIGINT ignored, and they pass that
    /// on.
    @Test
    void anInterruptedKitLeavesNoDirectoryBehind() throws Exception {
        Process kit = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedKit.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(kit.getInputStream(), UTF_8))) {
            Path data = Path.of(Objects.requireNonNull(out.readLine()));
            assertTrue(Files.isDirectory(data));
            kit.destroy();
            kit.waitFor();
            assertFalse(Files.exists(data), data::toString);
        } finally {
            kit.destroyForcibly();
        }
    }

    @Test
    void aDirectoryIsRemovedWithWhatIsInIt() throws Exception {
        Path made = Scratch.make();
        Files.writeString(made.resolve("file"), "x");
        Scratch.remove(made);
        assertFalse(Files.exists(made));
    }
}
