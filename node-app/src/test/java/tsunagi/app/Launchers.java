package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The launchers of the clone and of the archive, each in a place of its own. In Java's place they
/// start a script that writes down how it was started.
///
/// @param scratch the directory that holds all of it
record Launchers(Path scratch) {
    private static final String JAVA = """
            #!/bin/bash
            printed=$(readlink "/proc/$$/fd/1")
            {
                echo "standard output is $printed"
                echo "LC_ALL=${LC_ALL:-}"
                grep ^SigIgn: /proc/self/status
                for stream in 0 1 2; do if [ -e /dev/fd/$stream ]; then echo "$stream is open"; fi; done
                printf '%s\\n' "$@"
            } >"$REPORT"
            """;

    /// Installs both.
    static Launchers in(Path scratch) throws IOException, InterruptedException {
        Launchers launchers = new Launchers(scratch);
        Path java = Files.writeString(scratch.resolve("java.txt"), JAVA);
        Path jdk = Files.createDirectories(scratch.resolve("jdk/bin"));
        Files.writeString(scratch.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        installProgram(java, jdk.resolve("java"));
        Path runtime = Files.createDirectories(launchers.archive().resolve("runtime/bin"));
        installProgram(java, runtime.resolve("java"));
        Files.createDirectories(launchers.archive().resolve("bin"));
        Files.createDirectories(launchers.program());
        installProgram(Path.of("..", "tsunagi"), launchers.program().resolve("tsunagi"));
        installProgram(Path.of("..", "release", "tsunagi"), launchers.archive().resolve("bin/tsunagi"));
        return launchers;
    }

    /// Where the clone is.
    Path program() {
        return scratch.resolve("a b/tsunagi");
    }

    /// Where the archive was unpacked.
    Path archive() {
        return scratch.resolve("c d/tsunagi");
    }

    /// What the last start wrote down.
    Path report() {
        return scratch.resolve("report");
    }

    /// By another process. What this one writes is open for writing in each process that another
    /// test starts at that moment, and Linux executes no such file.
    static void installProgram(Path from, Path to) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("install", "-m", "755", from.toString(), to.toString())
                        .start()
                        .waitFor());
    }

    /// What Java was started with.
    List<String> run(Map<String, String> environment, Path directory, String command) throws Exception {
        Files.deleteIfExists(report());
        Process process = process(environment, directory, command);
        String words = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), words);
        assertEquals("", words);
        return Files.readAllLines(report());
    }

    /// A shell that runs a command, with nothing but this in its environment.
    Process process(Map<String, String> environment, Path directory, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", scratch.resolve("jdk").toString());
        builder.environment().put("REPORT", report().toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
