package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Answers.answer;
import static tsunagi.chain.Answers.bytes;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.addAll;
import static tsunagi.chain.Branches.frames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;
import tsunagi.protocol.ProtocolLimits;

/// Rules 2.2, 2.3 and 8.1: what a chain request is answered with.
class AnswerTest {
    private final Branches branches = Branches.FREE;
    private final Chain chain = Chain.inMemory(branches.parameters());
    private final List<Block> left = branches.branch(branches.genesis(), 5, "left");
    private final List<Block> right = branches.branch(left.get(1), 6, "right");

    @Test
    void anEmptyChainAnswersNothing() throws IOException {
        assertEquals(List.of(), chain.answer(Locator.EMPTY).rest());
        assertEquals(Locator.EMPTY, chain.locator());
    }

    @Test
    void theAnswerIsTheCanonicalFramesFromIndexOneUp() throws IOException {
        addAll(chain, left, ALICE);
        assertArrayEquals(frames(left), answer(chain));
        assertEquals(
                List.of(new Extent(0, frames(left).length)),
                chain.answer(Locator.EMPTY).rest());
    }

    @Test
    void anAnswerThatHasBegunStaysOnItsBranch() throws IOException {
        addAll(chain, left, ALICE);
        ChainAnswer begun = chain.answer(Locator.EMPTY);
        addAll(chain, right, ALICE);
        assertArrayEquals(frames(left), bytes(chain, begun));

        List<Block> now =
                Stream.concat(left.subList(0, 2).stream(), right.stream()).toList();
        assertArrayEquals(frames(now), answer(chain));
    }

    /// However far it has been sent, and from whichever places of the log, when its blocks leave
    /// the chain.
    @Test
    void anAnswerStaysOnItsBranchWhereverItIsBrokenOff() throws IOException {
        List<Block> leftAgain = branches.branch(left.getLast(), 5, "left again");
        List<Block> rightAgain = branches.branch(right.getLast(), 5, "right again");
        for (int sent = 0; sent <= 10; sent++) {
            Chain chain = Chain.inMemory(branches.parameters());
            addAll(chain, left, ALICE);
            addAll(chain, right, ALICE);
            addAll(chain, leftAgain, ALICE);
            byte[] whole = answer(chain);
            ChainAnswer begun = chain.answer(Locator.EMPTY);
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            for (int i = 0; i < sent; i++) got.writeBytes(Answers.nextFrame(chain, begun));
            addAll(chain, rightAgain, ALICE);
            addAll(chain, branches.branch(left.getFirst(), 20, "from below"), ALICE);
            got.writeBytes(bytes(chain, begun));
            assertArrayEquals(whole, got.toByteArray(), "after " + sent);
            assertTrue(begun.isDone() && !begun.isLost());
        }
    }

    /// What an answer needs of what has left the chain is bounded in all; the one that was read
    /// most slowly is lost.
    @Test
    void anAnswerForWhichTooMuchHasLeftTheChainIsLostAndNotWrong() throws IOException {
        DepartedStretches few = new DepartedStretches(2);
        Stretches one =
                Stretches.of(1, ByteBuffer.allocate(ActiveIndex.ENTRY_BYTES).putInt(8, 300), 5);
        DepartedStretches.Departure first = few.add(one);
        DepartedStretches.Departure second = few.add(one);
        assertEquals(one, first.stretches());
        DepartedStretches.Departure third = few.add(one);
        assertNull(first.stretches());
        assertEquals(one, second.stretches());
        assertEquals(one, third.stretches());
        assertEquals(2, few.size());
    }

    /// Left, right, left: the answer is read from three places, and still is one branch.
    @Test
    void anAnswerIsPutTogetherAfterReturningToABranch() throws IOException {
        List<Block> leftAgain = branches.branch(left.getLast(), 5, "left again");
        addAll(chain, left, ALICE);
        addAll(chain, right, ALICE);
        addAll(chain, leftAgain, ALICE);
        List<Block> now = Stream.concat(left.stream(), leftAgain.stream()).toList();
        assertArrayEquals(frames(now), answer(chain));
        for (Block known : now) {
            assertArrayEquals(frames(now.subList((int) known.index(), now.size())), after(known));
        }
    }

    @Test
    void theAnswerBeginsAfterTheFirstPairThatIsOnTheActiveChain() throws IOException {
        addAll(chain, left, ALICE);
        assertArrayEquals(frames(left.subList(3, 5)), after(left.get(2)));
        assertArrayEquals(frames(left.subList(4, 5)), after(right.getLast(), left.get(3), left.get(1)));
        assertArrayEquals(new byte[0], after(left.getLast(), left.get(1)));
    }

    @Test
    void aLocatorThatKnowsNoneOfTheChainIsAnsweredInFull() throws IOException {
        addAll(chain, left, ALICE);
        addAll(chain, right.subList(0, 1), ALICE);
        assertArrayEquals(frames(left), after(right.get(0)), "a side branch is not on the active chain");
        assertArrayEquals(frames(left), after(right.get(5)), "higher than the tip");
        assertArrayEquals(frames(left), after(branches.genesis()), "genesis precedes all of it");
        Locator hashAtWrongHeight = new Locator(List.of(
                new Locator.Pair(2, left.get(2).hash()), new Locator.Pair(ProtocolLimits.MAX_INDEX, Hash.ZERO)));
        assertArrayEquals(frames(left), bytes(chain, chain.answer(hashAtWrongHeight)));
    }

    @Test
    void aChainsOwnLocatorLeadsAnotherToTheFork() throws IOException {
        addAll(chain, left, ALICE);
        Chain other = Chain.inMemory(branches.parameters());
        addAll(other, left.subList(0, 2), ALICE);
        addAll(other, right, ALICE);
        assertArrayEquals(frames(right), bytes(other, other.answer(chain.locator())));
        assertEquals(List.of(), chain.answer(chain.locator()).rest());
    }

    /// So that a gossiped block can pass between two frames, but never inside one (2.2).
    @Test
    void anAnswerCanBeBrokenOffAtTheEndOfAFrameWhateverTheSizes() throws IOException {
        int empty = BlockWriter.frame(branches.child(branches.genesis(), "")).length;
        List<Long> ends = new ArrayList<>(List.of(0L));
        Block last = branches.genesis();
        int[] sizes = {empty, 4096, 4096, 1000, 3095, 1, 4095, 300, 300, 2048, 2048, 4096, 301};
        for (int size : sizes) {
            last = branches.child(last, "x".repeat(Math.max(0, size - empty)));
            chain.add(last, ALICE);
            ends.add(chain.log().end());
        }
        for (long from : ends.subList(0, ends.size() - 1)) {
            for (int atMost = ProtocolLimits.MAX_FRAME_BYTES; atMost < 30_000; atMost += 7) {
                long limit = from + atMost;
                long expected = ends.stream().filter(end -> end <= limit).reduce(0L, Math::max);
                assertEquals(expected, chain.log().frameBoundary(from, ends.getLast(), atMost));
            }
        }
    }

    private byte[] after(Block... known) throws IOException {
        List<Locator.Pair> pairs = Stream.of(known)
                .map(block -> new Locator.Pair(block.index(), block.hash()))
                .toList();
        return bytes(chain, chain.answer(new Locator(pairs)));
    }
}
