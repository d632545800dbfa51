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

    /// The first line that its version command prints. A command that fails says so in its place:
    /// the version decides nothing.
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
            limit.interrupt();
            String line = printed.lines().findFirst().orElse("").strip();
            return line.substring(0, Math.min(line.length(), LONGEST));
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
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
