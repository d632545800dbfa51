package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program without one of its libraries.
class DamagedProgramTest {
    @TempDir
    private Path scratch;

    /// A fault while the node starts ends the program. Threads that have
    /// started do not keep it alive.
    @Test
    void aFaultWhileItStartsEndsItWithASentence() throws Exception {
        List<String> lines = ended(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.nio.channels.spi.SelectorProvider=no.such.Class",
                "-cp",
                System.getProperty("java.class.path"),
                "tsunagi.app.Main",
                "0",
                "--in-memory"));
        assertTrue(
                lines.contains("tsunagi: this is a fault of the program; please report it with the lines below"),
                lines::toString);
    }

    private List<String> ended(ProcessBuilder builder) throws Exception {
        Path output = scratch.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "it goes on: " + output);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(1, process.exitValue());
        return Files.readAllLines(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "protocol", "slf4j-api"})
    void isASentence(String library) throws Exception {
        String whole = System.getProperty("java.class.path");
        String parts = Stream.of(whole.split(File.pathSeparator, -1))
                .filter(part -> !part.matches(".*/(tsunagi-)?" + library + "(/target/classes/?|-[0-9][^/]*[.]jar)"))
                .collect(Collectors.joining(File.pathSeparator));
        assertTrue(parts.length() < whole.length(), whole);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> lines = ended(new ProcessBuilder(java, "-cp", parts, "tsunagi.app.Main", "0", "--in-memory"));
        assertTrue(
                lines.getLast().startsWith("tsunagi: a part of the program is missing or damaged ("), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), lines::toString);
    }
}
