package tsunagi.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Answers.answer;
import static tsunagi.chain.Branches.frames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// What a start makes of a log that a crash, or a person, left behind: never a crash of its own,
/// never a valid block lost, never a word too little.
class RecoveryTest {
    private static final Branches CHEAP = Branches.CHEAP;
    private static final List<Block> BLOCKS = CHEAP.branch(CHEAP.genesis(), 4, "block");
    private static final byte[] LOG = frames(BLOCKS);
    private static final int LAST_FRAME = LOG.length - BlockWriter.frame(BLOCKS.getLast()).length;

    @TempDir
    private Path directory;

    @Test
    void anEmptyDirectoryIsAChainOfGenesisAlone() throws IOException {
        Path fresh = directory.resolve("not/there/yet");
        try (DataDirectory data = DataDirectory.open(fresh)) {
            Chain.Opened opened = data.openChain(CHEAP.parameters());
            try (Chain chain = opened.chain()) {
                assertEquals(0, chain.tip().index());
                assertEquals(Optional.empty(), opened.report().cutKeptAt());
                Branches.addAll(chain, BLOCKS, Origin.LOCAL);
            }
        }
        assertArrayEquals(LOG, Files.readAllBytes(fresh.resolve("chain.log")));
        assertStartsWith(BLOCKS, fresh);
    }

    @Test
    void aLastFrameThatIsTornAtAnyByteIsCutOffAndKept() throws IOException {
        for (int length = LAST_FRAME + 1; length < LOG.length; length++) {
            assertCutOff(Arrays.copyOfRange(LOG, LAST_FRAME, length), directory.resolve("torn-at-" + length));
        }
    }

    static Stream<byte[]> tails() {
        byte[] noise = new byte[9_000];
        new Random(20261123).nextBytes(noise);
        byte[] noLf = noise.clone();
        for (int i = 0; i < noLf.length; i++) if (noLf[i] == '\n') noLf[i] = ' ';
        byte[] onlyOneLf = noLf.clone();
        onlyOneLf[5_000] = '\n';
        return Stream.of(
                new byte[1],
                new byte[4096],
                new byte[300_000],
                noise,
                noLf,
                onlyOneLf,
                Arrays.copyOf(noLf, 4095),
                Arrays.copyOf(noLf, 4096),
                "\n".getBytes(UTF_8),
                "\n\n\nGET_CHAIN\n".getBytes(UTF_8),
                "BLOCK:{}\n".getBytes(UTF_8),
                nonCanonical(),
                BlockWriter.frame(
                        BLOCKS.getLast().withProof(1, BLOCKS.getFirst().hash())));
    }

    /// A block that is as good as any, in a form that this node never writes.
    private static byte[] nonCanonical() {
        return ("BLOCK: " + BlockWriter.json(CHEAP.child(BLOCKS.get(2), "not the last one")) + "\n").getBytes(UTF_8);
    }

    @ParameterizedTest
    @MethodSource("tails")
    void aTailThatIsNoBlockIsCutOffAndKept(byte[] tail) throws IOException {
        assertCutOff(tail, directory);
    }

    /// Three whole frames and then `tail`: the chain is of three blocks, and the tail in a file
    /// next to the log.
    private static void assertCutOff(byte[] tail, Path directory) throws IOException {
        byte[] whole = Arrays.copyOf(LOG, LAST_FRAME);
        write(directory, whole, tail);
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain.Opened opened = data.openChain(CHEAP.parameters());
            try (Chain chain = opened.chain()) {
                assertEquals(new Tip(3, BLOCKS.get(2).hash()), chain.tip());
                assertEquals(3, opened.report().blocks());
                assertEquals(0, opened.report().damagedBytes());
                assertEquals(tail.length, opened.report().cutBytes());
                Path kept = Path.of(opened.report().cutKeptAt().orElseThrow());
                assertEquals(directory.resolve("chain.log.cut-at-" + LAST_FRAME), kept);
                assertArrayEquals(tail, Files.readAllBytes(kept));
                assertInstanceOf(AddResult.Added.class, chain.add(BLOCKS.getLast(), Branches.ALICE));
            }
        }
        assertArrayEquals(LOG, Files.readAllBytes(directory.resolve("chain.log")));
    }

    @Test
    void whatIsCutOffNeverReplacesWhatWasCutOffBefore() throws IOException {
        byte[] whole = Arrays.copyOf(LOG, LAST_FRAME);
        for (String tail : List.of("first", "second", "third")) {
            write(directory, whole, tail.getBytes(UTF_8));
            assertStartsWith(BLOCKS.subList(0, 3), directory);
        }
        String name = "chain.log.cut-at-" + LAST_FRAME;
        assertEquals("first", Files.readString(directory.resolve(name)));
        assertEquals("second", Files.readString(directory.resolve(name + ".2")));
        assertEquals("third", Files.readString(directory.resolve(name + ".3")));
    }

    /// Blocks that follow damage are valid and stay, on disk and in the pool. They hang on one
    /// that is lost for now; when a peer sends it again, they follow it.
    @Test
    void damageInTheMiddleCutsNothing() throws IOException {
        int second = BlockWriter.frame(BLOCKS.get(0)).length;
        int third = second + BlockWriter.frame(BLOCKS.get(1)).length;
        byte[] damaged = LOG.clone();
        Arrays.fill(damaged, second + 20, third - 20, (byte) 0);
        write(directory, damaged);
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain.Opened opened = data.openChain(CHEAP.parameters());
            try (Chain chain = opened.chain()) {
                assertEquals(third - second, opened.report().damagedBytes());
                assertEquals(3, opened.report().blocks());
                assertEquals(Optional.empty(), opened.report().cutKeptAt());
                assertEquals(1, chain.tip().index());
                chain.add(BLOCKS.get(1), Branches.ALICE);
                assertArrayEquals(LOG, answer(chain));
            }
        }
        assertStartsWith(BLOCKS, directory);
        byte[] log = Files.readAllBytes(directory.resolve("chain.log"));
        assertArrayEquals(damaged, Arrays.copyOf(log, damaged.length));
    }

    /// A disk that writes out of order can take the end of one frame and leave the next whole.
    @Test
    void aFrameBehindOneThatLostItsEndIsFound() throws IOException {
        byte[] first = BlockWriter.frame(BLOCKS.get(0));
        byte[] torn = Arrays.copyOf(BlockWriter.frame(BLOCKS.get(1)), 60);
        write(directory, first, torn, frames(BLOCKS.subList(1, 4)));
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(CHEAP.parameters()).chain()) {
            assertArrayEquals(LOG, answer(chain));
        }
        Inspection found = DataDirectory.inspect(directory, CHEAP.parameters());
        assertEquals(1, found.log().damageCount());
        assertEquals(first.length, found.log().damages().getFirst().offset());
        assertEquals(
                first.length + torn.length, found.log().damages().getFirst().end());
    }

    /// A frame as long as frames can be, behind more noise than is held of a line.
    @Test
    void aFrameAtTheEndOfALongLineIsFound() throws IOException {
        for (int noise : List.of(4_096, 8_192, 262_143, 262_144, 300_000)) {
            byte[] ofNoise = new byte[noise];
            Arrays.fill(ofNoise, (byte) '?');
            Path place = directory.resolve("noise-" + noise);
            write(place, ofNoise, LOG);
            assertStartsWith(BLOCKS, place);
        }
    }

    @Test
    void whatCannotBeKeptIsNotCutOff() throws IOException {
        Files.createDirectories(directory.resolve("chain.log.cut.partial/in-the-way"));
        write(directory, LOG, "torn".getBytes(UTF_8));
        try (DataDirectory data = DataDirectory.open(directory)) {
            String refusal = refusalOf(() -> data.openChain(CHEAP.parameters()));
            assertTrue(refusal.startsWith("the last 4 bytes of " + directory.resolve("chain.log")), refusal);
            assertTrue(refusal.contains("the log is unchanged"), refusal);
        }
        assertEquals(LOG.length + 4, Files.size(directory.resolve("chain.log")));
    }

    @Test
    void theIndexDecidesNothing() throws IOException {
        write(directory, LOG);
        assertStartsWith(BLOCKS, directory);
        Path index = directory.resolve("chain.index");
        byte[] right = Files.readAllBytes(index);

        Files.delete(index);
        assertStartsWith(BLOCKS, directory);
        for (byte[] wrong : List.of(new byte[0], new byte[right.length], new byte[17], new byte[100_000])) {
            Files.write(index, wrong);
            assertStartsWith(BLOCKS, directory);
            assertArrayEquals(right, Files.readAllBytes(index));
        }
    }

    @Test
    void aLogOfAnEasierNetworkIsLeftAloneAndSaysSo() throws IOException {
        Branches free = Branches.FREE;
        byte[] easy = frames(free.branch(free.genesis(), 5, "easy"));
        write(directory, easy);
        try (DataDirectory data = DataDirectory.open(directory)) {
            String refusal = refusalOf(() -> data.openChain(ChainParameters.book()));
            assertTrue(refusal.contains("--difficulty"), refusal);
            assertArrayEquals(easy, Files.readAllBytes(directory.resolve("chain.log")));
            data.openChain(free.parameters()).chain().close();
        }
        assertArrayEquals(easy, Files.readAllBytes(directory.resolve("chain.log")));
    }

    @Test
    void aReorganisationThatWasHalfWrittenIsTakenUpAgain() throws IOException {
        List<Block> rival = CHEAP.branch(BLOCKS.getFirst(), 4, "rival");
        write(directory, LOG, frames(rival.subList(0, 3)));
        assertStartsWith(BLOCKS, directory);
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(CHEAP.parameters()).chain()) {
            Branches.addAll(chain, rival, Branches.ALICE);
            assertEquals(rival.getLast().hash(), chain.tip().hash());
        }
        assertStartsWith(Stream.concat(BLOCKS.stream().limit(1), rival.stream()).toList(), directory);
    }

    @Test
    void aDirectoryHasOneNodeAtATime() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            data.openChain(CHEAP.parameters()).chain().close();
            String refusal = refusalOf(() -> DataDirectory.open(directory));
            assertTrue(refusal.contains("in use"), refusal);
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void whatCannotBeADirectoryIsRefusedInASentence() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        for (Path path : List.of(file, file.resolve("below"))) {
            String refusal = refusalOf(() -> DataDirectory.open(path));
            assertTrue(refusal.startsWith("the data directory " + path + " cannot be used: "));
            assertTrue(refusal.contains("ot a directory"), refusal);
        }
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aLogThatCannotBeOpenedIsRefusedInASentence() throws IOException {
        Files.createDirectories(directory.resolve("chain.log"));
        try (DataDirectory data = DataDirectory.open(directory)) {
            String refusal = refusalOf(() -> data.openChain(CHEAP.parameters()));
            assertTrue(refusal.startsWith("the data directory " + directory + " cannot be used: "), refusal);
        }
    }

    private static String refusalOf(Executable opening) {
        return Objects.requireNonNull(assertThrows(IOException.class, opening).getMessage());
    }

    private static void write(Path directory, byte[]... parts) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (byte[] part : parts) log.writeBytes(part);
        Files.createDirectories(directory);
        Files.write(directory.resolve("chain.log"), log.toByteArray());
    }

    private static void assertStartsWith(List<Block> blocks, Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(CHEAP.parameters()).chain()) {
            assertEquals(blocks.getLast().hash(), chain.tip().hash());
            assertArrayEquals(frames(blocks), answer(chain));
        }
    }
}
