package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands where a file of a data directory should: a pipe would wait for ever, a device would
/// take the chain and keep nothing of it.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddFilesTest {
    private static final ChainParameters PARAMETERS = ChainParameters.book();

    @TempDir
    Path directory;

    /// JUnit warns of links that lead out of the directory.
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) Files.delete(file);
        }
    }

    enum Odd {
        PIPE(" cannot be used: %s: it is no regular file; remove it") {
            @Override
            void make(Path file) throws Exception {
                assertEquals(
                        0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
            }
        },
        DEVICE(" cannot be used: %s: it is no regular file; remove it") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, Path.of("/dev/null"));
            }
        },
        DIRECTORY(" cannot be used: %s: it is no regular file; remove it") {
            @Override
            void make(Path file) throws IOException {
                Files.createDirectory(file);
            }
        },
        LOOP(" cannot be used: %s is a symbolic link that leads nowhere") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, file.getFileName());
            }
        },
        DANGLING(" cannot be used: %s is a symbolic link that leads nowhere") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, file.resolveSibling("missing").resolve("more"));
            }
        };

        private final String complaint;

        Odd(String complaint) {
            this.complaint = complaint;
        }

        abstract void make(Path file) throws Exception;
    }

    private static Stream<Arguments> filesAndOddThings() {
        return Stream.of("lock", "chain.log", "chain.index")
                .flatMap(name -> Stream.of(Odd.values()).map(odd -> Arguments.of(name, odd)));
    }

    @ParameterizedTest
    @MethodSource("filesAndOddThings")
    void aStartSaysWhatIsThere(String name, Odd odd) throws Exception {
        odd.make(directory.resolve(name));
        String message = complaint(this::start);
        String complaint = "the data directory " + directory + odd.complaint.formatted(directory.resolve(name));
        assertTrue(message.startsWith(complaint), message);
    }

    @ParameterizedTest
    @EnumSource
    void anInspectionSaysWhatIsThereInPlaceOfTheLog(Odd odd) throws Exception {
        Path log = directory.resolve("chain.log");
        odd.make(log);
        String message = complaint(() -> DataDirectory.inspect(directory, PARAMETERS));
        assertTrue(
                message.contains(
                        odd.complaint.replaceFirst("^ cannot be used: ", "").formatted(log)),
                message);
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "DEVICE", "DIRECTORY"})
    void anInspectionSaysWhatIsThereInPlaceOfTheLock(Odd odd) throws Exception {
        Files.createFile(directory.resolve("chain.log"));
        odd.make(directory.resolve("lock"));
        String message = complaint(() -> DataDirectory.inspect(directory, PARAMETERS));
        assertTrue(message.contains(odd.complaint.formatted(directory.resolve("lock"))), message);
    }

    /// A checkpoint spares time, no more.
    @ParameterizedTest
    @EnumSource(names = {"PIPE", "DEVICE", "DIRECTORY"})
    void oneInPlaceOfTheCheckpointIsReportedAndPassedOver(Odd odd) throws Exception {
        odd.make(directory.resolve("chain.checkpoint"));
        String refusal = start().refusal().orElseThrow();
        assertTrue(refusal.contains("chain.checkpoint: it is no regular file"), refusal);
    }

    /// The log is the only copy, and a checkpoint is written only of a log that had blocks.
    @Test
    void aLogThatIsGoneIsNoEmptyChain() throws IOException {
        start();
        Files.delete(directory.resolve("chain.log"));
        Path checkpoint = Files.writeString(directory.resolve("chain.checkpoint"), "of a longer chain");
        String message = complaint(this::start);
        assertTrue(message.startsWith(directory.resolve("chain.log") + " is missing"), message);
        assertEquals("of a longer chain", Files.readString(checkpoint));
        assertFalse(Files.exists(directory.resolve("chain.log")));
        Files.delete(checkpoint);
        start();
    }

    /// What is left of a log that an editor, a full disk or a redirection has emptied.
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\0\0\0", "BLOCK:{\"index\":1,", "no block\nat all\n"})
    void aLogThatHasLostItsBlocksIsNoEmptyChain(String left) throws IOException {
        start();
        Path log = Files.writeString(directory.resolve("chain.log"), left);
        Path checkpoint = Files.writeString(directory.resolve("chain.checkpoint"), "of a longer chain");
        for (Executable use :
                List.<Executable>of(this::start, this::openAnew, () -> DataDirectory.inspect(directory, PARAMETERS))) {
            String message = complaint(use);
            assertTrue(message.startsWith(log + " holds no block, and chain.checkpoint shows"), message);
            assertEquals("of a longer chain", Files.readString(checkpoint));
            assertEquals(left, Files.readString(log));
        }
        Files.delete(checkpoint);
        start();
    }

    @Test
    void aDirectoryThatIsALinkInALoopIsCalledThat() throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        String message = complaint(() -> DataDirectory.open(loop));
        assertTrue(message.endsWith("loop is a symbolic link that leads nowhere"), message);
    }

    private void openAnew() throws IOException {
        try (DataDirectory taken = DataDirectory.openExisting(directory)) {
            taken.openAnew(PARAMETERS).chain().close();
        }
    }

    private static String complaint(Executable opening) {
        return String.valueOf(assertThrows(IOException.class, opening).getMessage());
    }

    private ReplayReport start() throws IOException {
        try (DataDirectory taken = DataDirectory.open(directory)) {
            Chain.Opened opened = taken.openChain(PARAMETERS);
            opened.chain().close();
            return opened.report();
        }
    }
}
