package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;
import tsunagi.protocol.Block;

/// Where the log's offsets are among the heights of the active chain.
class HeightSearchTest {
    private final Chain chain = Chain.inMemory(Mined.PARAMETERS);
    private final HeightSearch search = new HeightSearch(chain);

    private void add(List<Block> blocks) throws IOException {
        for (Block block : blocks) chain.add(Mined.proven(block), Origin.LOCAL);
    }

    private long firstFrom(long offset) throws IOException {
        long height = 1;
        while (height <= chain.tip().index()
                && chain.frameAt(height).orElseThrow().from() < offset) height++;
        return height;
    }

    private void assertSameFromEveryGuess() throws IOException {
        for (long offset = 0; offset <= chain.log().end(); offset += 50) {
            for (long guess = -1; guess <= chain.tip().index() + 3; guess++) {
                assertEquals(firstFrom(offset), search.firstFrom(offset, guess), offset + " from " + guess);
            }
        }
    }

    @Test
    void everyGuessLeadsToTheSameHeight() throws IOException {
        assertSameFromEveryGuess();
        add(Mined.branch(GENESIS, 13, "a"));
        assertSameFromEveryGuess();
    }

    @Test
    void whatLeftTheChainIsPassedOver() throws IOException {
        List<Block> stem = Mined.branch(GENESIS, 3, "a");
        add(stem);
        add(Mined.branch(stem.get(0), 6, "b"));
        assertEquals(7, chain.tip().index());
        assertTrue(
                chain.frameAt(2).orElseThrow().from()
                        > chain.frameAt(1).orElseThrow().to(),
                "two frames are between");
        assertSameFromEveryGuess();
    }

    @Test
    void aStretchEndsWhereTheNextBlockBegins() throws IOException {
        add(Mined.branch(GENESIS, 13, "a"));
        for (long first = 1; first <= 13; first++) {
            for (long last = first; last <= 13; last++) {
                long from = chain.frameAt(first).orElseThrow().from();
                Extent stretch =
                        new Extent(from, chain.frameAt(last).orElseThrow().to());
                assertEquals(last + 1, search.firstBehind(stretch, first));
            }
        }
    }
}
