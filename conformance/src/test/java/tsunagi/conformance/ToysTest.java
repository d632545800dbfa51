package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.ToyProgram;
import tsunagi.conformance.verdict.ExitStatus;

/// Tests that run the kit on processes of the toy.
abstract class ToysTest {
    private static final Path HOME = Path.of("..");

    @TempDir
    Path place;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    ExitStatus run(String... words) {
        out.reset();
        err.reset();
        Target none = new Target.Command(List.of("no-default-target"));
        return Conformance.run(
                List.of(words),
                none,
                HOME,
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    String said() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    /// A file of implementations.
    String file(String entries) throws IOException {
        Path file = place.resolve("all.json");
        Files.writeString(file, "{\"implementations\":[" + entries + "]}");
        return file.toString();
    }

    /// An entry of such a file.
    static String toy(String name, String more) {
        return "{\"name\":\"%s\",\"target\":\"%s\"%s}".formatted(name, ToyProgram.target(), more);
    }
}
