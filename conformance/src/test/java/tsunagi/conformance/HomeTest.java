package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transcripts and rules are this project's own, whatever lies in the directory of the user.
class HomeTest {
    @Test
    void theCheckoutIsFoundByThePlaceOfTheProgram() throws IOException {
        assertEquals(Path.of("..").toRealPath(), Home.find().toRealPath());
    }

    @Test
    void aGoldenFolderAloneIsNotOurs(@TempDir Path project) throws IOException {
        Files.createDirectories(project.resolve("golden"));
        Files.writeString(project.resolve("golden/README.md"), "expected outputs");
        Files.writeString(project.resolve("PROTOCOL.md"), "another protocol");
        Path place = Files.createDirectories(project.resolve("lib"));
        assertNull(Home.checkout(place));
    }
}
