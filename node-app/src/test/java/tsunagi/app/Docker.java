package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The `docker` command, as a user has it.
final class Docker {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final long MAX_SECONDS = 120;

    /// What a command said and how it ended.
    record Ended(int status, String words) {}

    /// Skips what needs an engine where there is none, and says so in one line;
    /// fails where one is required.
    static void require() {
        String why;
        try {
            Ended version = run("docker", "version", "--format", "{{.Server.Version}}");
            if (version.status() == 0) return;
            why = version.words().lines().reduce("", (earlier, line) -> line);
        } catch (IOException e) {
            why = "there is no docker command";
        }
        String told =
                "container tests are skipped, for no Docker engine answers (%s); with TSUNAGI_REQUIRE_DOCKER=true this is a failure"
                        .formatted(why);
        if ("true".equals(System.getenv("TSUNAGI_REQUIRE_DOCKER"))) fail(told);
        System.err.println(told);
        Assumptions.abort(told);
    }

    /// Runs something at the root of the repository.
    static Ended run(String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        try {
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(words[0] + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new Ended(process.exitValue(), said);
    }

    /// What docker says to a command that has to succeed.
    static String docker(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Ended ended = run(command.toArray(String[]::new));
        assertEquals(0, ended.status(), () -> command + ": " + ended.words());
        return ended.words();
    }

    /// A condition that a container comes to fulfil.
    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(String what, Duration within, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) fail("not within " + within + ": " + what);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Docker() {}
}
