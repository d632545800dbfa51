package tsunagi.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// Where the transcripts and the protocol page are.
final class Home {
    /// The working directory if it has a `golden/`, else the inside of the program.
    static Path find() throws IOException {
        if (Files.isDirectory(Path.of("golden"))) return Path.of("").toAbsolutePath();
        URL url = Objects.requireNonNull(Home.class.getResource("golden"), "the program carries no transcripts");
        try {
            URI uri = url.toURI();
            Path golden = uri.getScheme().equals("jar")
                    ? fileSystem(uri).getPath("/tsunagi/conformance/golden")
                    : Path.of(uri);
            return Objects.requireNonNull(golden.getParent());
        } catch (URISyntaxException e) {
            throw new IOException("no place to read from: " + url, e);
        }
    }

    /// Stays open for as long as the program runs.
    private static FileSystem fileSystem(URI uri) throws IOException {
        try {
            return FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(uri);
        }
    }

    private Home() {}
}
