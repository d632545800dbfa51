package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.util.Optional;

/// Programs that a machine may or may not have.
final class Commands {
    /// Runs one.
    ///
    /// @return what it wrote; nothing if it is not there or did not end well
    static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output;
            try (var out = process.inputReader()) {
                output = out.readAllAsString();
            }
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Commands() {}
}
