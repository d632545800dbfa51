package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An answer that nobody could read is no success.
@EnabledOnOs(OS.LINUX)
class AnswersTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "--verify", "--repair", "--conformance --version"})
    void anAnswerThatCannotBeWrittenIsASentenceAndAStatus(String command) throws Exception {
        assertEquals(
                List.of(
                        "1",
                        "tsunagi: standard output cannot be written, so the answer is lost: No space left on device;"
                                + " give it a place with room"),
                ended(command, new File("/dev/full")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "--verify"})
    void aReaderThatHasSeenEnoughIsNoFailure(String command) throws Exception {
        assertEquals(List.of("0"), ended(command, null));
    }

    /// The status, and the lines on standard error.
    ///
    /// @param output where standard output goes; a pipe that nobody reads if it is null
    private List<String> ended(String command, @Nullable File output) throws Exception {
        Files.createDirectories(scratch.resolve("d"));
        Files.createFile(scratch.resolve("d/chain.log"));
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "tsunagi.app.Main"));
        words.addAll(List.of(command.split(" ", -1)));
        if (command.equals("--verify") || command.equals("--repair")) words.add("d");
        List<String> shell = output == null
                ? List.of(
                        "bash",
                        "-c",
                        "mkfifo pipe; : <pipe & exec 3>pipe; wait; \"$@\" >&3 2>errors; echo $? >status",
                        "bash")
                : List.of("bash", "-c", "\"$@\" >" + output + " 2>errors; echo $? >status", "bash");
        List<String> all = new ArrayList<>(shell);
        all.addAll(words);
        Process process =
                new ProcessBuilder(all).directory(scratch.toFile()).inheritIO().start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        List<String> lines = new ArrayList<>(Files.readAllLines(scratch.resolve("status")));
        Files.readAllLines(scratch.resolve("errors"), UTF_8).stream()
                .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
                .forEach(lines::add);
        return lines;
    }
}
