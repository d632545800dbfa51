package tsunagi.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the transcripts and the protocol page are.
final class Home {
    private static final List<String> OWN =
            List.of("PROTOCOL.md", "golden/README.md", "conformance/pom.xml", "node-app/pom.xml");

    /// The checkout that the program was built in, if it still lies there; else the inside of the
    /// program. The working directory has no say: it may be that of another project, with a
    /// `golden/` of its own.
    static Path find() throws IOException {
        Path checkout = checkout(place());
        return checkout == null ? carried() : checkout;
    }

    /// Goes up from a place to a directory that holds all of this project's own.
    static @Nullable Path checkout(@Nullable Path place) {
        for (Path at = place; at != null; at = at.getParent()) {
            boolean whole = OWN.stream().map(at::resolve).allMatch(Files::isRegularFile);
            if (whole) return at;
        }
        return null;
    }

    /// Where the classes of this program are: a jar or a directory; null where that is no place on
    /// a disk.
    private static @Nullable Path place() {
        CodeSource source = Home.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) return null;
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }

    private static Path carried() throws IOException {
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
