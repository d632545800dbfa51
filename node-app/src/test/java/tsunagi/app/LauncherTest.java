package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts that start Java, in the environments that users have. In Java's place they start a
/// script that writes down how it was started.
class LauncherTest {
    /// The directory of an archive without files, which is what all jars end with.
    private static final String JAR_END = "PK\u0005\u0006" + "\0".repeat(18);

    private static final String VERIFY = "-XX:+VerifySharedSpaces";

    private static final String MAKE_JAR = "printf 'PK\\5\\6%018d' 0 | tr 0 '\\0' >node-app/target/tsunagi.jar";

    @TempDir
    private Path scratch;

    private Launchers launchers;
    private Path program;

    @BeforeEach
    void install() throws Exception {
        launchers = Launchers.in(scratch);
        program = launchers.program();
        Files.createDirectories(program.resolve("node-app/target"));
        Files.writeString(program.resolve("node-app/target/tsunagi.jar"), JAR_END);
    }

    private List<String> run(Map<String, String> environment, Path directory, String command) throws Exception {
        return launchers.run(environment, directory, command);
    }

    private List<String> run(Map<String, String> environment, String command) throws Exception {
        return run(environment, program, command);
    }

    @Test
    void needsNothingOfTheEnvironment() throws Exception {
        List<String> started = run(Map.of(), "./tsunagi 8000");
        assertEquals(
                List.of(
                        "-Dtsunagi.program=./tsunagi",
                        "-jar",
                        program.resolve("node-app/target/tsunagi.jar").toString(),
                        "8000"),
                started.subList(started.size() - 4, started.size()));
    }

    /// Makes a cache as the build does, with its sum.
    private Path makeCache() throws Exception {
        Path cache = program.resolve("node-app/target/tsunagi.aot");
        Files.writeString(cache, "classes ".repeat(1_000));
        run(Map.of(), "cksum node-app/target/tsunagi.aot >node-app/target/tsunagi.aot.cksum; ./tsunagi 8000");
        return cache;
    }

    private static void damage(Path cache) throws IOException {
        byte[] bytes = Files.readAllBytes(cache);
        bytes[bytes.length / 2] ^= 1;
        Files.write(cache, bytes);
    }

    @Test
    void aCacheThatIsWhatTheBuildLeftIsUsed() throws Exception {
        Path cache = makeCache();
        List<String> started = run(Map.of(), "./tsunagi 8000");
        assertTrue(started.contains("-XX:AOTCache=" + cache), started::toString);
        assertFalse(started.contains(VERIFY), started::toString);
    }

    /// The JVM would die of it. Bits that turn over leave the time of the file as it was.
    @Test
    void aCacheThatIsDamagedIsNotUsed() throws Exception {
        Path cache = makeCache();
        FileTime before = Files.getLastModifiedTime(cache);
        damage(cache);
        Files.setLastModifiedTime(cache, before);
        List<String> started = run(Map.of(), "./tsunagi 8000 2>words");
        assertTrue(started.stream().noneMatch(word -> word.startsWith("-XX:AOTCache")), started::toString);
        assertEquals(
                "tsunagi: " + cache + " is damaged, so the start is slower; mvn package makes it again\n",
                Files.readString(program.resolve("words")));
    }

    /// It is another build's, or damaged: the JVM finds out.
    @Test
    void aCacheWithoutASumOfItIsComparedByTheJvm() throws Exception {
        Path cache = makeCache();
        damage(cache);
        Path sum = cache.resolveSibling("tsunagi.aot.cksum");
        Files.setLastModifiedTime(
                cache, FileTime.fromMillis(Files.getLastModifiedTime(sum).toMillis() + 60_000));
        assertTrue(run(Map.of(), "./tsunagi 8000").contains(VERIFY));
        Files.delete(sum);
        List<String> started = run(Map.of(), "./tsunagi 8000");
        assertTrue(started.contains("-XX:AOTCache=" + cache), started::toString);
        assertTrue(started.contains(VERIFY), started::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "/", ".:/tmp"})
    void isNotMisledByCdpath(String cdpath) throws Exception {
        List<String> started = run(Map.of("CDPATH", cdpath), scratch.resolve("a b"), "tsunagi/tsunagi 8000");
        assertTrue(
                started.contains(program.resolve("node-app/target/tsunagi.jar").toString()), started::toString);
    }

    /// Bash takes options and functions from the environment.
    @ParameterizedTest
    @CsvSource({
        "SHELLOPTS, noglob",
        "SHELLOPTS, nounset:errexit",
        "POSIXLY_CORRECT, 1",
        "BASH_FUNC_cd%%, () { echo elsewhere; }",
        "BASH_FUNC_readlink%%, () { echo elsewhere; }",
        "BASH_FUNC_printf%%, () { echo elsewhere; }",
        "IFS, ./"
    })
    void isNotMisledByOptionsAndFunctionsOfTheShell(String name, String value) throws Exception {
        for (String shell : List.of("", "sh ", "bash --posix ")) {
            List<String> started = run(Map.of(name, value), shell + "./tsunagi 8000");
            assertTrue(
                    started.contains(
                            program.resolve("node-app/target/tsunagi.jar").toString()),
                    started::toString);
        }
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Files.createSymbolicLink(scratch.resolve("one"), program.resolve("tsunagi"));
        Files.createSymbolicLink(scratch.resolve("two"), Path.of("one"));
        List<String> started = run(Map.of(), scratch, "./two 8000");
        assertTrue(
                started.contains(program.resolve("node-app/target/tsunagi.jar").toString()), started::toString);
    }

    /// Bits 20 and 21 are SIGTTIN and SIGTTOU. The system stops a process in
    /// the background for them.
    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotStoppedInTheBackgroundOfATerminal() throws Exception {
        String ignored = run(Map.of(), "./tsunagi 8000").stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        long signals =
                Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        assertEquals(0b11L << 20, signals & 0b11L << 20);
    }

    /// Java cannot name é in a locale without it, nor read it from a terminal.
    @ParameterizedTest
    @CsvSource({"LANG, C", "LC_ALL, POSIX", "LC_CTYPE, UTF-8-of-another-system", "LANG, xx_XX.UTF-8", "NONE, ''"})
    void replacesALocaleThatIsNotThere(String name, String locale) throws Exception {
        assertTrue(run(Map.of(name, locale), "./tsunagi 8000").contains("LC_ALL=C.UTF-8"));
    }

    @Test
    void leavesALocaleWithUtf8Alone() throws Exception {
        assertTrue(run(Map.of("LANG", "C.UTF-8"), "./tsunagi 8000").contains("LC_ALL="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "TSUNAGI_JAVA_OPTIONS"})
    void leavesTheChoiceOfACollectorToTheUser(String name) throws Exception {
        assertTrue(run(Map.of(), "./tsunagi 8000").contains("-XX:+UseSerialGC"));
        assertFalse(run(Map.of(name, "-Xmx1g -XX:+UseG1GC"), "./tsunagi 8000").contains("-XX:+UseSerialGC"));
        assertTrue(run(Map.of(name, "-Xmx1g"), "./tsunagi 8000").contains("-XX:+UseSerialGC"));
    }

    /// Maven and the JVM that makes the cache print escape codes and news of their own.
    @Test
    void aBuildPrintsOneLine() throws Exception {
        assertEquals(
                List.of("tsunagi: building (once; this takes a minute) ..."),
                built("printf '\\033[0mnoise\\n' >&2; echo noise; " + MAKE_JAR));
    }

    @Test
    void aBuildThatFailsShowsWhy() throws Exception {
        List<String> words = built("printf '\\033[0mERROR: no space left\\033[0m\\n'; exit 1");
        assertEquals("ERROR: no space left", words.get(1));
        assertTrue(words.getLast().contains("the build failed"), words::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "PK\u0003\u0004 the first half of a jar, which is longer than its end"})
    void aDamagedJarIsBuiltAgain(String damaged) throws Exception {
        Files.writeString(program.resolve("node-app/target/tsunagi.jar"), damaged);
        // As Maven does, this leaves a jar alone that is there.
        assertEquals(
                List.of("tsunagi: building (once; this takes a minute) ..."),
                builtOver("[ -e node-app/target/tsunagi.jar ] || " + MAKE_JAR));
        assertEquals(JAR_END, Files.readString(program.resolve("node-app/target/tsunagi.jar")));
    }

    @Test
    void aDamagedJarWithoutSourcesIsASentence() throws Exception {
        Path jar = program.resolve("node-app/target/tsunagi.jar");
        Files.writeString(jar, "PK\u0003\u0004 the first half of a jar, which is longer than its end");
        Process process = new ProcessBuilder("bash", "-c", "JAVA_HOME=" + scratch.resolve("jdk") + " ./tsunagi 8000")
                .directory(program.toFile())
                .redirectErrorStream(true)
                .start();
        assertEquals(
                List.of("tsunagi: the program " + jar + " is damaged; install it again"),
                process.inputReader(UTF_8).lines().toList());
        assertEquals(1, process.waitFor());
    }

    /// What a start prints that has to build first.
    ///
    /// @param maven a script in Maven's place
    private List<String> built(String maven) throws Exception {
        Files.delete(program.resolve("node-app/target/tsunagi.jar"));
        return builtOver(maven);
    }

    private List<String> builtOver(String maven) throws Exception {
        Files.createFile(program.resolve("pom.xml"));
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        Launchers.installProgram(
                Files.writeString(scratch.resolve("mvn.txt"), "#!/bin/bash\n" + maven + "\n"), bin.resolve("mvn"));
        ProcessBuilder builder = new ProcessBuilder("./tsunagi", "8000")
                .directory(program.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", scratch.resolve("jdk").toString());
        builder.environment().put("REPORT", launchers.report().toString());
        Process process = builder.start();
        List<String> lines = process.inputReader(UTF_8).lines().toList();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return lines;
    }

    /// The repository's other scripts are called from anywhere, too.
    @Test
    void noScriptTrustsCdpathOrHome() throws IOException {
        for (String directory :
                List.of("..", "../.ci", "../benchmarks", "../deploy", "../deploy/image", "../simulation")) {
            try (var files = Files.newDirectoryStream(Path.of(directory), Files::isRegularFile)) {
                for (Path file : files) {
                    if (!Files.isExecutable(file)) continue;
                    String text = Files.readString(file);
                    assertFalse(text.matches("(?s).*(?<!CDPATH='' )\\bcd (-- )?\"\\$\\(dirname.*"), file::toString);
                    assertFalse(text.contains("$HOME") || text.contains("${HOME}"), file::toString);
                }
            }
        }
    }
}
