package tsunagi.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/releases.md promises of the data directories of other versions. The directories below
/// `resources/directories` were written by the version that they are named after. None of them is
/// ever changed; each release adds one.
class OtherVersionsTest {
    private static final Path DIRECTORIES = Path.of("src/test/resources/directories");
    private static final String TIP = "0000dcff3311539de9bb8dd7aa31c8e49b8785947af70288032353914e11010c";

    /// File, form, a newer version, an older version.
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(chain\\.\\w+)` \\| ([^|]+) \\| (reads it[^|]*) \\| (reads it[^|]*) \\|$");

    @TempDir
    private Path directory;

    static List<Path> versions() throws IOException {
        try (Stream<Path> all = Files.list(DIRECTORIES)) {
            return all.sorted().toList();
        }
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) Files.copy(file, directory.resolve(file.getFileName()));
        }
    }

    /// Opens the directory.
    ///
    /// @return why the checkpoint was not used, or nothing
    private Optional<String> open() throws IOException {
        try (DataDirectory data = DataDirectory.openExisting(directory)) {
            Chain.Opened opened = data.openChain(ChainParameters.book());
            assertEquals(4, opened.chain().tip().index());
            assertEquals(TIP, opened.chain().tip().hash().toString());
            Kept.stop(opened.chain());
            return opened.report().refusal();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aDirectoryOfAnEarlierVersionIsReadAndNotAByteOfItsLogChanges(Path version) throws IOException {
        copy(version);
        byte[] log = Files.readAllBytes(directory.resolve(LogFiles.LOG));
        open();
        assertEquals(ByteBuffer.wrap(log), ByteBuffer.wrap(Files.readAllBytes(directory.resolve(LogFiles.LOG))));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theLogAloneIsEnough(Path version) throws IOException {
        copy(version);
        Files.delete(directory.resolve(LogFiles.INDEX));
        Files.delete(directory.resolve(Checkpoints.FILE));
        open();
    }

    /// What an older version does with the directory of a newer one.
    @ParameterizedTest
    @MethodSource("versions")
    void aCheckpointOfALaterFormIsRefusedAndMadeAgain(Path version) throws IOException {
        copy(version);
        Path file = directory.resolve(Checkpoints.FILE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[form(bytes).length() - 1] = '9';
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) sum.getValue());
        Files.write(file, bytes);
        assertTrue(open().orElse("used").contains("another version"));
        assertEquals(Optional.empty(), open());
    }

    /// The first line of a checkpoint.
    private static String form(byte[] checkpoint) {
        return new String(checkpoint, UTF_8).lines().findFirst().orElseThrow();
    }

    @Test
    void thePageOfReleasesNamesTheFilesAndTheFormThatThisVersionWrites() throws IOException {
        copy(DIRECTORIES.resolve("0.1.0"));
        Files.delete(directory.resolve(Checkpoints.FILE));
        open();
        String written = form(Files.readAllBytes(directory.resolve(Checkpoints.FILE)));
        TreeSet<String> named = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/releases.md")));
        while (row.find()) {
            named.add(row.group(1));
            if (row.group(1).equals(Checkpoints.FILE)) assertEquals("`" + written + "`", row.group(2));
        }
        assertEquals(new TreeSet<>(List.of(LogFiles.LOG, LogFiles.INDEX, Checkpoints.FILE)), named);
    }

    /// A release without such a directory would promise what nobody tries.
    @Test
    void theVersionThatTheChangelogHasReleasedHasADirectory() throws IOException {
        Matcher released = Pattern.compile("(?m)^## \\[(\\d+\\.\\d+\\.\\d+)\\]")
                .matcher(Files.readString(Path.of("../CHANGELOG.md")));
        assertTrue(released.find());
        assertTrue(versions().contains(DIRECTORIES.resolve(released.group(1))), released.group(1));
    }
}
