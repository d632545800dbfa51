package tsunagi.conformance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests that run the kit from its command line, in a directory with two scenarios.
abstract class KitTest {
    @TempDir
    Path home;

    TwoScenarios kit;

    @BeforeEach
    void twoScenarios() throws IOException {
        kit = new TwoScenarios(home);
    }
}
