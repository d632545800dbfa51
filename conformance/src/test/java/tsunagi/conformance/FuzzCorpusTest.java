package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever fuzzing has come upon so far. `.ci/fuzz` looks for more.
class FuzzCorpusTest {
    @TestFactory
    List<DynamicTest> scenario() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(FuzzCorpusTest.class.getResource("/fuzz/Scenario"))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            List<DynamicTest> inputs = files.sorted()
                    .map(file -> dynamicTest(
                            file.getFileName().toString(),
                            () -> ScenarioFuzz.fuzzerTestOneInput(Files.readAllBytes(file))))
                    .toList();
            assertTrue(inputs.size() > 1, "no corpus");
            return inputs;
        }
    }
}
