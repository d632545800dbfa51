package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
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
        try (DataDirectory data = DataDirectory.open(directory())) {
            Chain chain = data.openChain(BRANCHES.parameters()).chain();
            List<Block> blocks = BRANCHES.branch(BRANCHES.genesis(), 4, "a");
            Branches.addAll(chain, blocks.subList(0, 3), Branches.ALICE);
            chain.log().force();
            mishap.happen();
            IOException e = assertThrows(IOException.class, () -> chain.log().force(), "also with nothing to force");
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith(log() + " was removed or replaced"), message);
            assertTrue(message.contains(says), message);
            assertThrows(IOException.class, () -> chain.add(blocks.getLast(), Branches.ALICE));
            assertDoesNotThrow(chain::close);
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
