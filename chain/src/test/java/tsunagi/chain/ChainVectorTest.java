package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Twenty thousand blocks that this project's code had no part in.
class ChainVectorTest {
    /// Beside the checkout, for it is large; tests run in the directory of their module.
    private static final Path FRAMES = Path.of("..", "..", "shared", "vectors", "chain-20k.frames.gz");

    private static final String SHA256 = "cc1ed9302c56d0e817b4d6202525b010fc0a242a666102beaf34e6e46b87c846";
    private static final String TIP = "0000fab573d53ad10d70b4f263bc5751cf8ec845b4c53fcada6f39022116c8c8";

    @TempDir
    private Path directory;

    @Test
    void aForeignChainIsTakenInAndAnsweredByteForByteAlsoAfterAStart() throws IOException {
        byte[] frames = frames();
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(ChainParameters.book()).chain()) {
            for (Block block : Answers.blocks(frames)) {
                assertInstanceOf(AddResult.Added.class, chain.add(block, Branches.ALICE));
            }
            assertWhole(frames, chain);
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain.Opened opened = data.openChain(ChainParameters.book());
            try (Chain chain = opened.chain()) {
                assertEquals(20_000, opened.report().blocks());
                assertEquals(0, opened.report().cutBytes());
                assertWhole(frames, chain);
            }
        }
    }

    private static void assertWhole(byte[] frames, Chain chain) throws IOException {
        assertEquals(20_000, chain.tip().index());
        assertEquals(TIP, chain.tip().hash().toString());
        assertArrayEquals(frames, Answers.answer(chain));
    }

    private static byte[] frames() throws IOException {
        assumeTrue(Files.exists(FRAMES), "there is no " + FRAMES + " next to the checkout");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FRAMES))) {
            byte[] frames = in.readAllBytes();
            assertEquals(SHA256, Hash.sha256(frames).toString());
            return frames;
        }
    }
}
