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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program without one of its libraries.
class DamagedProgramTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"chain", "protocol", "slf4j-api"})
    void isASentence(String library) throws Exception {
        String whole = System.getProperty("java.class.path");
        String parts = Stream.of(whole.split(File.pathSeparator, -1))
                .filter(part -> !part.matches(".*/(tsunagi-)?" + library + "(/target/classes/?|-[0-9][^/]*[.]jar)"))
                .collect(Collectors.joining(File.pathSeparator));
        assertTrue(parts.length() < whole.length(), whole);
        Path output = scratch.resolve("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", parts, "tsunagi.app.Main", "0", "--in-memory")
                .redirectErrorStream(true);
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it runs without " + library);
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertTrue(
                lines.getLast().startsWith("tsunagi: a part of the program is missing or damaged ("), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), lines::toString);
        assertEquals(1, process.exitValue());
    }
}
