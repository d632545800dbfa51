package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for the launcher of the clone and for that of the archive.
@EnabledOnOs(OS.LINUX)
class EveryLauncherTest {
    @TempDir
    private Path scratch;

    private Launchers launchers;

    @BeforeEach
    void install() throws Exception {
        launchers = Launchers.in(scratch);
        Path target = Files.createDirectories(launchers.program().resolve("node-app/target"));
        Files.writeString(target.resolve("tsunagi.jar"), "PK\u0005\u0006" + "\0".repeat(18));
    }

    private List<Path> both() {
        return List.of(
                launchers.program().resolve("tsunagi"), launchers.archive().resolve("bin/tsunagi"));
    }

    private List<String> run(Path launcher, Map<String, String> environment, String words) throws Exception {
        return launchers.run(environment, scratch, "'" + launcher + "' " + words);
    }

    /// A closed descriptor becomes the next file that is opened, and Java
    /// opens its own files first.
    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void givesJavaAllThreeStreams(String closed) throws Exception {
        for (Path launcher : both()) {
            List<String> started = run(launcher, Map.of(), "8000 " + closed);
            assertTrue(started.containsAll(List.of("0 is open", "1 is open", "2 is open")), started::toString);
        }
    }

    /// The log of a node may go nowhere. An answer that cannot be printed is a failure.
    @ParameterizedTest
    @CsvSource({"8000, null", "--conformance list, full", "--version, full", "--help, full", "--verify data, full"})
    void noticesThatNobodyCanReadAnAnswer(String words, String device) throws Exception {
        for (Path launcher : both()) {
            List<String> started = run(launcher, Map.of(), words + " >&-");
            assertTrue(started.contains("standard output is /dev/" + device), started::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dx=*", "-Dx=?", "-Dx=[12]"})
    void passesOptionsOnAsWordsAndNotAsPatterns(String option) throws Exception {
        Files.createFile(scratch.resolve("-Dx=1"));
        for (Path launcher : both()) {
            List<String> started = run(launcher, Map.of("TSUNAGI_JAVA_OPTIONS", "-Dy=2 " + option), "8000");
            assertTrue(started.containsAll(List.of("-Dy=2", option)), started::toString);
        }
    }

    /// Java would print a trace of its own.
    @ParameterizedTest
    @ValueSource(strings = {"8000", "--version"})
    void aDirectoryThatIsGoneIsASentence(String words) throws Exception {
        for (Path launcher : both()) {
            Process process = launchers.process(
                    Map.of(), scratch, "mkdir gone; cd gone; rmdir ../gone; exec '" + launcher + "' " + words);
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(1, process.waitFor(), said);
            assertTrue(said.endsWith("tsunagi: the current directory was removed; change to another one\n"), said);
        }
    }
}
