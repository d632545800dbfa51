package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// `kill -9` at any moment at which a node stages a longer branch and switches to it: the next
/// start has one of the two chains whole, and gets to the longer one. Ten kills in the build; with
/// `-Drival.kills=100` as many as one wants.
class RivalKillTest {
    private static final int KILLS = Integer.getInteger("rival.kills", 10);
    private static final long SEED = Long.getLong("rival.kills.seed", 20261128);
    private static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);

    /// The longer branch is staged, because it is too long for the pool, and
    /// copied in several steps.
    private static final int BLOCKS = 2_500;

    private static final String DATA = "x".repeat(1_500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Branch left = Branch.of("left", BLOCKS);
    private final Branch right = Branch.of("right", BLOCKS + 1);

    /// The frames of a chain, as a log and an answer have them.
    private static final class Branch {
        private final byte[] frames;
        private final Tip tip;

        private Branch(byte[] frames, Tip tip) {
            this.frames = frames;
            this.tip = tip;
        }

        byte[] frames() {
            return frames;
        }

        Tip tip() {
            return tip;
        }

        static Branch of(String name, int length) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            Tip tip = new Tip(0, PARAMETERS.genesis().hash());
            for (int index = 1; index <= length; index++) {
                Block template = tip.child(name + DATA, List.of(), 1_783_932_844L + index);
                Block block = template.withProof(0, template.computeHash());
                frames.writeBytes(BlockWriter.frame(block));
                tip = new Tip(index, block.hash());
            }
            return new Branch(frames.toByteArray(), tip);
        }

        String answer() {
            return new String(frames, UTF_8);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aStartHasOneOfTheTwoChainsWholeAndGetsToTheLongerOne(@TempDir Path temp) throws Exception {
        Random random = new Random(SEED);
        int staging = 0;
        int copying = 0;
        Path offered = Files.createDirectory(temp.resolve("offered"));
        Files.write(offered.resolve("chain.log"), right.frames());
        try (DataDirectory data = DataDirectory.open(offered);
                Chain chain = data.openChain(PARAMETERS).chain();
                Node sender = Node.start(new NodeOptions(0, List.of()), chain, event -> {})) {
            // On a busy machine a kill may come too late for the copy; then there are more of them.
            for (int kill = 0; kill < KILLS || (copying == 0 && kill < 3 * KILLS); kill++) {
                // Each tenth of staging and copy together has its kill, at a place
                // of it that chance chooses.
                double share = (kill % 10 + random.nextDouble()) / 10;
                Moment moment = killAt(share, temp.resolve("kill-" + kill), sender.port());
                if (moment == Moment.STAGING) staging++;
                if (moment == Moment.COPYING) copying++;
            }
        }
        String told = "of the kills " + staging + " came while staging, " + copying + " while copying";
        assertTrue(staging > 0 && copying > 0, told);
    }

    /// Lets a node with the left chain meet the right one, and kills it when so
    /// much of the work is done.
    ///
    /// @param share of the bytes that are staged and copied
    /// @return when the node died
    private Moment killAt(double share, Path directory, int sender) throws Exception {
        Files.createDirectory(directory);
        Path log = Files.write(directory.resolve("chain.log"), left.frames());
        String[] command = {"0", "127.0.0.1:" + sender, "--data-dir", directory.toString(), "--difficulty", "0"};
        try (NodeProcess node = NodeProcess.start(command)) {
            long due = (long) (share * 2 * right.frames().length);
            awaitWork(directory, due, node);
            node.kill();
            node.awaitEnd();
        }
        String where = "killed at " + share + " of staging and copy, seed " + SEED + ", log of " + Files.size(log);
        boolean copied = Files.size(log) > left.frames().length;
        boolean stillLeft = assertOneOfBoth(directory, where);
        try (NodeProcess again = NodeProcess.start(command)) {
            int port = again.awaitPort();
            if (stillLeft) again.awaitLine(line -> line.contains("reorganised above height 0"));
            assertTrue(NodeProcess.chain(port).equals(right.answer()), where + ": it answers with another chain");
            awaitNoRivalFiles(directory, where);
            again.kill();
            again.awaitEnd();
        }
        assertEquals(right.tip(), DataDirectory.inspect(directory, PARAMETERS).tip(), where);
        if (!stillLeft) return Moment.SWITCHED;
        return copied ? Moment.COPYING : Moment.STAGING;
    }

    private enum Moment {
        STAGING,
        COPYING,
        SWITCHED
    }

    /// Looks at the sizes of the files until there is as much in them as is
    /// due, or the node is done.
    private void awaitWork(Path directory, long due, NodeProcess node) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long staged = 0;
        while (true) {
            long rival = size(directory.resolve("rival-1.log"));
            staged = Math.max(staged, rival);
            long copied = size(directory.resolve("chain.log")) - left.frames().length;
            if (staged + copied >= due || copied >= right.frames().length) return;
            assertTrue(node.isAlive(), "the node ended by itself");
            assertTrue(System.nanoTime() < deadline, "staged " + staged + " and copied " + copied + " of " + due);
        }
    }

    /// The node deletes the files a few steps after the longer branch is its chain.
    private static void awaitNoRivalFiles(Path directory, String where) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!rivalFiles(directory).isEmpty()) {
            assertTrue(System.nanoTime() < deadline, where + ": it keeps " + rivalFiles(directory));
            Thread.onSpinWait();
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static List<Path> rivalFiles(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "rival-*")) {
            files.forEach(found::add);
        }
        return found;
    }

    /// The test of the test.
    @Test
    void aThirdChainIsSeen(@TempDir Path temp) throws IOException {
        Path log = temp.resolve("chain.log");
        Files.write(log, Arrays.copyOf(left.frames(), left.frames().length / 2));
        assertThrows(AssertionError.class, () -> assertOneOfBoth(temp, "half a log"));
        Files.write(log, left.frames());
        assertTrue(assertOneOfBoth(temp, "a whole log"));
    }

    /// @return whether it is the left one
    private boolean assertOneOfBoth(Path directory, String where) throws IOException {
        Tip replayed = DataDirectory.inspect(directory, PARAMETERS).tip();
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(PARAMETERS).chain()) {
            assertEquals(replayed, chain.tip(), where + ": a start and the log differ");
        }
        assertTrue(replayed.equals(left.tip()) || replayed.equals(right.tip()), where + ": " + replayed);
        return replayed.equals(left.tip());
    }
}
