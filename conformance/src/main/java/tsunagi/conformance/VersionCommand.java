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

    private static final String UNKNOWN = "unknown: ";

    /// The first line that its version command prints. Of a command that fails, why: the version
    /// decides nothing.
    static String run(Implementation implementation) throws InterruptedException {
        if (implementation.version().isEmpty()) return "";
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
            if (status == KILLED) return UNKNOWN + "it was killed, after %s s at most".formatted(SECONDS);
            if (status != 0) return UNKNOWN + "it ended with status %s and printed '%s'".formatted(status, line);
            return line.isEmpty() ? UNKNOWN + "it printed nothing" : line;
        } catch (IOException e) {
            return UNKNOWN + e.getMessage();
        }
    }

    /// Whether what was returned is no version, but why there is none.
    static boolean isUnknown(String version) {
        return version.startsWith(UNKNOWN);
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
