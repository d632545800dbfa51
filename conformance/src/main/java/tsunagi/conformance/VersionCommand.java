package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tsunagi.conformance.target.Target;

/// Asks an implementation which version it is.
final class VersionCommand {
    private static final long SECONDS = 10;
    private static final int LONGEST = 200;

    /// The status of a process after SIGKILL.
    private static final int KILLED = 137;

    /// What came of it.
    sealed interface Answer {
        /// What stands in the report.
        String words();
    }

    /// The first line that the command prints; empty if there is no command.
    record Version(String words) implements Answer {}

    /// Why there is no version, though a command for it is named.
    record Unknown(String reason) implements Answer {
        @Override
        public String words() {
            return "unknown: " + reason;
        }
    }

    /// Asks it. A command that fails decides nothing.
    static Answer run(Implementation implementation) throws InterruptedException {
        if (implementation.version().isEmpty()) return new Version("");
        ProcessBuilder builder = new ProcessBuilder(implementation.version())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        if (implementation.target() instanceof Target.Command command) {
            builder.environment().putAll(command.surroundings().environment());
            if (command.surroundings().directory() != null) {
                builder.directory(command.surroundings().directory().toFile());
            }
        }
        try {
            Process process = builder.start();
            Thread limit = Thread.startVirtualThread(() -> endLate(process));
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int status = process.waitFor();
            limit.interrupt();
            String line = printed.lines().findFirst().orElse("").strip();
            line = line.substring(0, Math.min(line.length(), LONGEST));
            if (status == KILLED) return new Unknown("it was killed, after %s s at most".formatted(SECONDS));
            if (status != 0) return new Unknown("it ended with status %s and printed '%s'".formatted(status, line));
            return line.isEmpty() ? new Unknown("it printed nothing") : new Version(line);
        } catch (IOException e) {
            return new Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            // It ended in time.
        }
    }

    private VersionCommand() {}
}
