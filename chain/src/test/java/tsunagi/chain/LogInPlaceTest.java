package tsunagi.chain;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.protocol.Block;

/// The log is one node's alone, by whatever name, and is the file that its directory names for as
/// long as it runs.
class LogInPlaceTest {
    private static final Branches BRANCHES = Branches.FREE;

    @TempDir
    Path home;

    private Path directory() {
        return home.resolve("node");
    }

    private Path log() {
        return directory().resolve("chain.log");
    }

    /// Something that happens to the log while the node runs.
    private interface Mishap {
        void happen() throws IOException;
    }

    private void assertEndsTheLog(Mishap mishap, String says) throws IOException {
        assertEndsTheLog(mishap, " was removed or replaced", says);
    }

    private void assertEndsTheLog(Mishap mishap, String how, String says) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory())) {
            Chain chain = data.openChain(BRANCHES.parameters()).chain();
            List<Block> blocks = BRANCHES.branch(BRANCHES.genesis(), 4, "a");
            Branches.addAll(chain, blocks.subList(0, 3), Branches.ALICE);
            chain.log().force();
            mishap.happen();
            IOException e = assertThrows(IOException.class, () -> chain.log().force(), "also with nothing to force");
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith(log() + how), message);
            assertTrue(message.contains(says), message);
            assertThrows(IOException.class, () -> chain.add(blocks.getLast(), Branches.ALICE));
            assertDoesNotThrow(chain::close);
        }
    }

    /// Writes into the log, as often as it takes until the platform gives the file another time.
    private Mishap written(long from, byte[] bytes) {
        return () -> {
            FileTime before = Files.getLastModifiedTime(log());
            do {
                try (FileChannel file = FileChannel.open(log(), WRITE)) {
                    file.write(ByteBuffer.wrap(bytes), from);
                }
            } while (Files.getLastModifiedTime(log()).equals(before));
        };
    }

    /// Where in the log of three blocks something happens.
    enum Place {
        FIRST,
        MIDDLE,
        LAST;

        int in(byte[] log) {
            return switch (this) {
                case FIRST -> 0;
                case MIDDLE -> log.length / 2;
                case LAST -> log.length - 1;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aLogThatIsCutIsNoticed(Place place) throws IOException {
        Mishap cut = () -> {
            int to = place.in(Files.readAllBytes(log()));
            try (FileChannel file = FileChannel.open(log(), WRITE)) {
                file.truncate(to);
            }
        };
        assertEndsTheLog(cut, " was changed while the node ran", " bytes, and the node wrote ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 100_000})
    void aLogThatSomethingElseIsAppendedToIsNoticed(int count) throws IOException {
        assertEndsTheLog(
                () -> Files.write(log(), new byte[count], APPEND),
                " was changed while the node ran",
                " bytes, and the node wrote ");
    }

    /// The bytes are as many as they were, so only a comparison finds it.
    @ParameterizedTest
    @EnumSource(Place.class)
    void aLogThatIsOverwrittenIsNoticed(Place place) throws IOException {
        Mishap overwritten = () -> {
            byte[] all = Files.readAllBytes(log());
            int at = place.in(all);
            written(at, new byte[] {(byte) (all[at] ^ 1)}).happen();
        };
        assertEndsTheLog(overwritten, " was changed while the node ran", " between bytes 0 and ");
    }

    /// What peers send is not forced at once, but is not built on either.
    @Test
    void aLogOfAnotherLengthTakesNoBlock() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory())) {
            Chain chain = data.openChain(BRANCHES.parameters()).chain();
            List<Block> blocks = BRANCHES.branch(BRANCHES.genesis(), 2, "a");
            chain.add(blocks.getFirst(), Branches.ALICE);
            Files.write(log(), new byte[0]);
            IOException e = assertThrows(IOException.class, () -> chain.add(blocks.getLast(), Branches.ALICE));
            assertTrue(String.valueOf(e.getMessage()).contains("was changed while the node ran"), e::toString);
            assertEquals(0, Files.size(log()), "nothing is written behind a hole");
            assertDoesNotThrow(chain::close);
        }
    }

    /// A backup may set times, and a tool may write what is there already.
    @Test
    void aLogThatIsTouchedAndNotChangedIsTheLogStill() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory());
                Chain chain = data.openChain(BRANCHES.parameters()).chain()) {
            List<Block> blocks = BRANCHES.branch(BRANCHES.genesis(), 40, "a");
            for (Block block : blocks) {
                chain.add(block, Branches.ALICE);
                if (block.index() % 2 == 0)
                    written(0, Files.readAllBytes(log())).happen();
                else Files.setLastModifiedTime(log(), FileTime.fromMillis(block.index()));
                chain.log().force();
            }
        }
        try (DataDirectory data = DataDirectory.open(directory());
                Chain chain = data.openChain(BRANCHES.parameters()).chain()) {
            assertEquals(40, chain.tip().index());
        }
    }

    @Test
    void aLogThatIsRemovedIsNoticed() throws IOException {
        assertEndsTheLog(() -> Files.delete(log()), "there is no file of that name");
    }

    @Test
    void aLogThatIsReplacedIsNoticed() throws IOException {
        assertEndsTheLog(
                () -> {
                    Files.move(log(), home.resolve("elsewhere"));
                    Files.copy(home.resolve("elsewhere"), log());
                },
                "another file has its name");
    }

    @Test
    void aDirectoryThatIsRemovedIsNoticed() throws IOException {
        assertEndsTheLog(
                () -> {
                    for (String name : List.of("chain.log", "chain.index", "lock")) {
                        Files.delete(directory().resolve(name));
                    }
                    Files.delete(directory());
                },
                "there is no file of that name");
    }

    private void assertInUse(Executable use) {
        IOException e = assertThrows(IOException.class, use);
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains("chain.log is in use by another node; stop that one"), message);
    }

    @Test
    void withoutTheLockFileTheLogIsStillOneNodesAlone() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory());
                Chain chain = data.openChain(BRANCHES.parameters()).chain()) {
            Branches.addAll(chain, BRANCHES.branch(BRANCHES.genesis(), 3, "a"), Branches.ALICE);
            byte[] before = Files.readAllBytes(log());
            Files.delete(directory().resolve("lock"));
            assertInUse(() -> DataDirectory.inspect(directory(), BRANCHES.parameters()));
            try (DataDirectory second = DataDirectory.open(directory())) {
                assertInUse(() -> second.openChain(BRANCHES.parameters()));
                assertInUse(() -> second.repair(BRANCHES.parameters()));
            }
            assertArrayEquals(before, Files.readAllBytes(log()));
        }
    }

    @Test
    void twoDirectoriesWithOneLogAreOneNodesAlone() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory());
                Chain chain = data.openChain(BRANCHES.parameters()).chain()) {
            assertTrue(chain.tip().index() == 0);
            for (String kind : List.of("hard", "symbolic")) {
                Path other = Files.createDirectory(home.resolve(kind));
                if (kind.equals("hard")) Files.createLink(other.resolve("chain.log"), log());
                else Files.createSymbolicLink(other.resolve("chain.log"), log());
                try (DataDirectory second = DataDirectory.open(other)) {
                    assertInUse(() -> second.openChain(BRANCHES.parameters()));
                }
            }
        }
    }

    @Test
    void aLogIsFreeAgainWhenItsNodeHasStopped() throws IOException {
        for (int start = 1; start <= 2; start++) {
            try (DataDirectory data = DataDirectory.open(directory());
                    Chain chain = data.openChain(BRANCHES.parameters()).chain()) {
                chain.log().force();
            }
        }
        DataDirectory.inspect(directory(), BRANCHES.parameters());
    }
}
