package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.FREE;
import static tsunagi.chain.Branches.frames;
import static tsunagi.chain.SmallPool.assertIs;
import static tsunagi.chain.SmallPool.assertIsAndStays;
import static tsunagi.chain.SmallPool.open;
import static tsunagi.chain.SmallPool.receive;
import static tsunagi.chain.SmallPool.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult.OriginRun;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// Rule 3.6 for branches that are longer than what is kept in memory.
class RivalTest {
    private final List<Block> left = FREE.branch(FREE.genesis(), 60, "left");
    private final List<Block> right = FREE.branch(FREE.genesis(), 100, "right");
    private final HeapStore log = new HeapStore();
    private final Chain chain = open(log);

    private static AddResult.Switched switched(List<AddResult> results) {
        return assertInstanceOf(
                AddResult.Switched.class,
                results.stream()
                        .filter(AddResult.Switched.class::isInstance)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("never switched: " + results)));
    }

    @Test
    void aBranchThatIsLongerThanThePoolTakesOver() throws IOException {
        for (int atOnce : List.of(1, 7, 100)) {
            HeapStore store = new HeapStore();
            Chain fresh = open(store);
            receive(fresh, left, 60, ALICE);
            AddResult.Switched result = switched(receive(fresh, right, atOnce, BOB));
            assertEquals(0, result.forkIndex());
            assertEquals(60, result.departed());
            assertTrue(result.count() >= 61, result::toString);
            assertIs(fresh, right);
            assertIs(open(store), right);
        }
    }

    @Test
    void itForksAnywhere() throws IOException {
        receive(chain, left, 60, ALICE);
        List<Block> above = FREE.branch(left.get(29), 40, "above");
        AddResult.Switched result = switched(receive(chain, above, 9, BOB));
        assertEquals(30, result.forkIndex());
        assertEquals(30, result.departed());
        List<Block> whole = new ArrayList<>(left.subList(0, 30));
        whole.addAll(above);
        assertIsAndStays(chain, log, whole);
    }

    @Test
    void anEqualOneStaysAside() throws IOException {
        receive(chain, left, 60, ALICE);
        List<AddResult> results = receive(chain, right.subList(0, 60), 9, BOB);
        AddResult.Staged last = assertInstanceOf(AddResult.Staged.class, results.getLast());
        assertEquals(0, last.forkIndex());
        assertEquals(60, last.height());
        assertEquals(61, last.needed());
        assertIsAndStays(chain, log, left);
        assertEquals(frames(left).length, log.size());
    }

    @Test
    void ofWhomItsBlocksCameIsKnown() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 20), 1, ALICE);
        AddResult.Switched result = switched(receive(chain, right.subList(20, 61), 10, BOB));
        long start = frames(left).length;
        long twenty = frames(right.subList(0, 20)).length;
        assertEquals(List.of(new OriginRun(start, ALICE), new OriginRun(start + twenty, BOB)), result.origins());
        assertEquals(61, result.last().index());
        assertEquals(BOB, result.last().origin());
        assertEquals(log.size(), result.last().offset() + result.last().length());
    }

    @Test
    void anotherPeerGoesOnWhereOneLeft() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 40), 9, ALICE);
        List<AddResult> again = receive(chain, right, 30, BOB);
        assertEquals(
                40, again.stream().filter(AddResult.Duplicate.class::isInstance).count());
        assertIsAndStays(chain, log, right);
    }

    /// A peer that has the rest only is asked for what comes after the highest block of the rival.
    @Test
    void aRequestNamesHowFarARivalHasCome() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 40), 9, ALICE);
        Locator locator = chain.locator();
        assertTrue(locator.pairs().contains(new Locator.Pair(40, right.get(39).hash())), locator::toString);
        Chain peer = open(new HeapStore());
        receive(peer, right, 100, BOB);
        assertArrayEquals(frames(right.subList(40, 100)), Answers.bytes(peer, peer.answer(locator)));
        assertEquals(
                locator.pairs().stream()
                        .map(Locator.Pair::index)
                        .sorted((a, b) -> Long.compare(b, a))
                        .toList(),
                locator.pairs().stream().map(Locator.Pair::index).toList());
    }

    @Test
    void theNewestBlockMayComeBeforeAllOthers() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(60, 62), 1, BOB);
        receive(chain, right.subList(0, 60), 9, BOB);
        assertIsAndStays(chain, log, right.subList(0, 62));
    }

    @Test
    void itGoesOnWhileTheChainGrowsToo() throws IOException {
        receive(chain, left.subList(0, 50), 50, ALICE);
        for (int at = 0; at < 100; at += 5) {
            receive(chain, right.subList(at, at + 5), 5, BOB);
            if (at < 50) receive(chain, left.subList(50 + at / 5, 51 + at / 5), 1, ALICE);
        }
        assertIsAndStays(chain, log, right);
    }

    /// The rival was complete first, so the block is on a side branch, and no
    /// byte of it comes between.
    @Test
    void noBlockJoinsBetweenTheStepsOfASwitch() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 60), 9, BOB);
        List<ProvenBlock> last = run(right.subList(60, 61));
        assertInstanceOf(AddResult.Staged.class, chain.add(last.getFirst(), BOB));
        assertTrue(chain.isSwitching());
        long end = log.size();
        Block onOld = FREE.child(left.getLast(), "on the old tip");
        assertInstanceOf(AddResult.SideBranch.class, chain.add(onOld, ALICE));
        assertEquals(List.of(), chain.extend(run(List.of(onOld)), ALICE).joined());
        assertEquals(end, chain.joinedEnd());
        while (chain.isSwitching()) chain.advance();
        assertEquals(chain.log().end(), chain.joinedEnd());
        assertIsAndStays(chain, log, right.subList(0, 61));
    }

    /// A crash leaves any part of the copy.
    @Test
    void whateverPartOfASwitchIsInTheLogItLeadsToOneOfTheTwoChains() throws IOException {
        receive(chain, left, 60, ALICE);
        long before = log.size();
        receive(chain, right.subList(0, 61), 9, BOB);
        byte[] whole = new byte[(int) log.size()];
        log.read(0, ByteBuffer.wrap(whole));
        int last = whole.length - frames(right.subList(60, 61)).length;
        for (int end = (int) before; end <= whole.length; end += 101) {
            HeapStore part = new HeapStore();
            part.append(ByteBuffer.wrap(whole, 0, end));
            Chain left = open(part);
            assertIs(left, end == whole.length ? right.subList(0, 61) : this.left);
            // And it gets to the longer one when it is offered again, as
            // often as that is cut short.
            receive(left, right.subList(0, 70), 9, BOB);
            assertIs(left, right.subList(0, 70));
            assertIs(open(part), right.subList(0, 70));
        }
        assertTrue(last > before);
    }

    @Test
    void theBranchThatWasLeftCanTakeOverAgain() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 70), 9, BOB);
        List<Block> longer = new ArrayList<>(left);
        longer.addAll(FREE.branch(left.getLast(), 30, "more"));
        receive(chain, longer, 9, ALICE);
        assertIsAndStays(chain, log, longer);
        receive(chain, right, 100, BOB);
        assertIsAndStays(chain, log, right);
    }

    /// Of the usual size, beyond what the pool holds.
    @Test
    void aBranchOfTwentyThousandBlocksTakesOver() throws IOException {
        List<Block> one = FREE.branch(FREE.genesis(), 20_000, "one");
        List<Block> other = FREE.branch(FREE.genesis(), 20_001, "other");
        HeapStore store = new HeapStore();
        Chain usual = Chain.open(FREE.parameters(), store, new HeapStore(), Quarantine.NONE)
                .chain();
        receive(usual, one, 4_000, ALICE);
        assertEquals(20_000, switched(receive(usual, other, 4_000, BOB)).departed());
        assertIs(usual, other);
        assertIs(
                Chain.open(FREE.parameters(), store, new HeapStore(), Quarantine.NONE)
                        .chain(),
                other);
    }
}
