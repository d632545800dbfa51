package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The bare loop of sends, in C.
final class SendLoop {
    /// Compiles it.
    ///
    /// @return the program; nothing, and a word about it, where there is no compiler
    static Optional<Path> compiled(Path home) throws IOException {
        Path program = home.resolve("benchmarks/target/broadcast");
        Path source = home.resolve("benchmarks/src/main/c/broadcast.c");
        Files.createDirectories(program.getParent());
        if (Commands.output("cc", "-O2", "-o", program.toString(), source.toString())
                .isPresent()) {
            return Optional.of(program);
        }
        System.out.println("no C compiler (cc): the broadcast is measured against a loop in Java");
        return Optional.empty();
    }

    private SendLoop() {}
}
