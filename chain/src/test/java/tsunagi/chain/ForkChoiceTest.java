package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Answers.answer;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.addAll;
import static tsunagi.chain.Branches.frames;
import static tsunagi.chain.Branches.hashes;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult.Added;
import tsunagi.chain.AddResult.Joined;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.AddResult.Rejection;
import tsunagi.chain.AddResult.Reorganised;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// Rules 3.4 to 3.7: where a valid block goes, and which branch is the active chain.
class ForkChoiceTest {
    private final Branches branches = Branches.CHEAP;
    private final Block genesis = branches.genesis();
    private final Chain chain = Chain.inMemory(branches.parameters());

    private final List<Block> left = branches.branch(genesis, 4, "left");
    private final List<Block> right = branches.branch(genesis, 4, "right");

    @Test
    void aChainStartsAtGenesis() throws IOException {
        assertEquals(new Tip(0, genesis.hash()), chain.tip());
        assertEquals(0, answer(chain).length);
    }

    @Test
    void aBlockOnTheTipIsAdded() throws IOException {
        Added added = assertInstanceOf(Added.class, chain.add(left.getFirst(), ALICE));
        int length = frames(left.subList(0, 1)).length;
        assertEquals(List.of(new LoggedBlock(1, left.getFirst().hash(), 0, length, ALICE)), added.joined());
        assertEquals(new Tip(1, left.getFirst().hash()), chain.tip());
    }

    @Test
    void aTipsChildIsAllThatAMinerNeedsToExtendIt() throws IOException {
        chain.add(left.getFirst(), ALICE);
        Block mined = branches.mined(chain.tip().child("mined here", List.of(), 42));
        assertInstanceOf(Added.class, chain.add(mined, Origin.LOCAL));
        assertEquals(new Tip(2, mined.hash()), chain.tip());
    }

    @Test
    void aKnownBlockIsADuplicateWhereverItIs() throws IOException {
        addAll(chain, left.subList(0, 2), ALICE);
        chain.add(right.getFirst(), ALICE);
        chain.add(right.get(2), ALICE);
        for (Block known : List.of(left.get(0), left.get(1), right.get(0), right.get(2))) {
            assertEquals(new AddResult.Duplicate(), chain.add(known, BOB));
        }
    }

    @Test
    void ofEqualBranchesTheOneThatWasCompleteFirstStays() throws IOException {
        theFirstStays(chain, left, right);
    }

    /// The hashes decide nothing, so it holds in the other order too.
    @Test
    void ofEqualBranchesTheOneThatWasCompleteFirstStaysInTheOtherOrder() throws IOException {
        theFirstStays(chain, right, left);
    }

    private static void theFirstStays(Chain chain, List<Block> first, List<Block> second) throws IOException {
        addAll(chain, first.subList(0, 2), ALICE);
        assertEquals(new AddResult.SideBranch(), chain.add(second.get(0), BOB));
        assertEquals(new AddResult.SideBranch(), chain.add(second.get(1), BOB));
        assertEquals(first.get(1).hash(), chain.tip().hash());
    }

    @Test
    void aLongerBranchTakesOverFromTheForkUp() throws IOException {
        Block shared = branches.child(genesis, "shared");
        List<Block> two = branches.branch(shared, 2, "two");
        List<Block> three = branches.branch(shared, 3, "three");
        chain.add(shared, ALICE);
        addAll(chain, two, ALICE);
        Reorganised reorganised = assertInstanceOf(Reorganised.class, addAll(chain, three, BOB));
        assertEquals(1, reorganised.forkIndex());
        assertEquals(2, reorganised.departed());
        assertEquals(hashes(three), joinedHashes(reorganised));
        assertEquals(
                List.of(2L, 3L, 4L),
                reorganised.joined().stream().map(LoggedBlock::index).toList());
        assertArrayEquals(frames(List.of(shared, three.get(0), three.get(1), three.get(2))), answer(chain));
    }

    @Test
    void orphansWaitAndAllFollowWhenTheFirstArrives() throws IOException {
        for (Block orphan : left.subList(1, 4).reversed()) {
            assertEquals(new AddResult.Orphan(), chain.add(orphan, ALICE));
            assertTrue(chain.isOrphan(orphan.hash()));
        }
        Added added = assertInstanceOf(Added.class, chain.add(left.getFirst(), ALICE));
        assertEquals(hashes(left), joinedHashes(added));
        assertFalse(chain.isOrphan(left.get(2).hash()));
        assertArrayEquals(frames(left), answer(chain));
    }

    @Test
    void whatFollowsKeepsTheOriginThatItCameFrom() throws IOException {
        chain.add(left.get(1), BOB);
        Added added = assertInstanceOf(Added.class, chain.add(left.get(0), ALICE));
        assertEquals(
                List.of(ALICE, BOB),
                added.joined().stream().map(LoggedBlock::origin).toList());
    }

    /// An orphan can hang on a side branch as well, and make it the longer one when it links.
    @Test
    void anOrphanCanDecideBetweenBranches() throws IOException {
        addAll(chain, left.subList(0, 2), ALICE);
        assertEquals(new AddResult.Orphan(), chain.add(right.get(2), BOB));
        assertEquals(new AddResult.SideBranch(), chain.add(right.get(0), BOB));
        Reorganised reorganised = assertInstanceOf(Reorganised.class, chain.add(right.get(1), BOB));
        assertEquals(hashes(right.subList(0, 3)), joinedHashes(reorganised));
    }

    @Test
    void returningToABranchAppendsOnlyWhatIsNewAndRelaysAllOfIt() throws IOException {
        addAll(chain, left.subList(0, 2), ALICE);
        addAll(chain, right.subList(0, 3), BOB);
        long end = chain.log().end();
        assertEquals(new AddResult.SideBranch(), chain.add(left.get(2), ALICE));
        assertEquals(end, chain.log().end());
        Reorganised back = assertInstanceOf(Reorganised.class, chain.add(left.get(3), ALICE));

        assertEquals(hashes(left), joinedHashes(back));
        assertEquals(end + frames(left.subList(2, 4)).length, chain.log().end());
        assertEquals(0, back.joined().getFirst().offset());
        assertArrayEquals(frames(left), answer(chain));
    }

    /// Of the four blocks that were left only the upper two are kept, and they hang on nothing.
    @Test
    void aBranchThatWasLeftAndPartlyForgottenIsJoinedOnlyWhenItIsWholeAgain() throws IOException {
        BranchLimits pool = new BranchLimits(ChainLimits.MAX_POOL_BYTES, 2, 1_024);
        Chain forgetful = Chain.open(branches.parameters(), new HeapStore(), new HeapStore(), Quarantine.NONE, pool)
                .chain();
        List<Block> longLeft = branches.branch(genesis, 6, "left");
        List<Block> longRight = branches.branch(genesis, 5, "right");
        addAll(forgetful, longLeft.subList(0, 4), ALICE);
        addAll(forgetful, longRight, BOB);
        for (Block block : longLeft.subList(4, 6)) {
            assertEquals(new AddResult.Orphan(), forgetful.add(block, ALICE));
        }
        assertArrayEquals(frames(longRight), answer(forgetful));
        assertEquals(new AddResult.SideBranch(), forgetful.add(longLeft.get(0), ALICE));
        Reorganised back = assertInstanceOf(Reorganised.class, forgetful.add(longLeft.get(1), ALICE));
        assertEquals(hashes(longLeft), joinedHashes(back));
        assertArrayEquals(frames(longLeft), answer(forgetful));
    }

    @Test
    void aWrongIndexIsRejectedWhereverTheParentIs() throws IOException {
        addAll(chain, left.subList(0, 2), ALICE);
        chain.add(right.get(0), BOB);
        chain.add(right.get(2), BOB);
        Stream<Block> misnumbered = Stream.of(
                branches.misnumberedChild(left.get(1), 4, "above the tip"),
                branches.misnumberedChild(left.get(1), 2, "at the tip"),
                branches.misnumberedChild(left.get(0), 7, "on a block below the tip"),
                branches.misnumberedChild(genesis, 2, "on genesis"),
                branches.misnumberedChild(right.get(0), 3, "on a side branch"),
                branches.misnumberedChild(right.get(2), 5, "on an orphan"));
        for (Block block : misnumbered.toList()) {
            assertEquals(new AddResult.Rejected(Rejection.WRONG_INDEX), chain.add(block, BOB), block.data());
        }
        assertEquals(left.get(1).hash(), chain.tip().hash());
    }

    /// It came before its parent, so its index could not be judged; it must not join with it.
    @Test
    void aWrongIndexIsFoundOutWhenTheParentArrives() throws IOException {
        Block misnumbered = branches.misnumberedChild(left.getFirst(), 9, "too high");
        assertEquals(new AddResult.Orphan(), chain.add(misnumbered, BOB));
        Added added = assertInstanceOf(Added.class, chain.add(left.getFirst(), ALICE));
        assertEquals(hashes(left.subList(0, 1)), joinedHashes(added));
        assertEquals(new AddResult.Rejected(Rejection.WRONG_INDEX), chain.add(misnumbered, BOB));
    }

    @Test
    void aBlockWithoutWorkChangesNothing() throws IOException {
        Block worthless = left.getFirst().withProof(0, Hash.ZERO);
        assertEquals(new AddResult.Rejected(Rejection.WRONG_HASH), chain.add(worthless, ALICE));
        assertEquals(0, chain.tip().index());
    }

    @Test
    void ofAMalleablePairTheFirstFormStays() throws IOException {
        Block first = branches.childWith(genesis, new Transaction("ab", "c", 1));
        Block second = Branches.malleated(first);
        chain.add(first, ALICE);
        assertEquals(new AddResult.Duplicate(), chain.add(second, BOB));
        assertArrayEquals(frames(List.of(first)), answer(chain));
    }

    @Test
    void theFirstFormOfAPairStaysThroughAReorganisationToo() throws IOException {
        Block first = branches.childWith(genesis, new Transaction("ab", "c", 1));
        Block next = branches.child(first, "next");
        addAll(chain, left.subList(0, 1), ALICE);
        addAll(chain, List.of(first, Branches.malleated(first), next), BOB);
        assertArrayEquals(frames(List.of(first, next)), answer(chain));
    }

    @Test
    void timestampsAreComparedWithNothing() throws IOException {
        Tip onGenesis = chain.tip();
        Block farFuture = branches.mined(onGenesis.child("later", List.of(), Long.MAX_VALUE));
        chain.add(farFuture, ALICE);
        Block farPast = branches.mined(chain.tip().child("earlier", List.of(), 0));
        assertInstanceOf(Added.class, chain.add(farPast, ALICE));
        assertEquals(2, chain.tip().index());
    }

    private static List<Hash> joinedHashes(Joined result) {
        return result.joined().stream().map(LoggedBlock::hash).toList();
    }

    /// Rule 4.2: what is relayed follows the log, so no block may lie before its parent.
    @Test
    void aBranchThatWasPartlyForgottenLiesInTheLogInItsOrderWhenItReturns() throws IOException {
        HeapStore log = new HeapStore();
        BranchLimits small = new BranchLimits(ChainLimits.MAX_POOL_BYTES, 2, 1_024);
        Chain forgetful = Chain.open(branches.parameters(), log, new HeapStore(), Quarantine.NONE, small)
                .chain();
        List<Block> first = branches.branch(branches.genesis(), 5, "first");
        addAll(forgetful, first.subList(0, 3), ALICE);
        addAll(forgetful, branches.branch(branches.genesis(), 4, "second"), ALICE);
        List<Block> returning = List.of(first.get(0), first.get(3), first.get(4));
        Joined joined = assertInstanceOf(Joined.class, addAll(forgetful, returning, ALICE));
        assertEquals(hashes(first), joinedHashes(joined));
        long end = 0;
        for (LoggedBlock block : joined.joined()) {
            assertTrue(block.offset() >= end, "block " + block.index());
            end = block.offset() + block.length();
        }
        BranchLimits again = new BranchLimits(ChainLimits.MAX_POOL_BYTES, 2, 1_024);
        Chain reopened = Chain.open(branches.parameters(), log, new HeapStore(), Quarantine.NONE, again)
                .chain();
        assertEquals(forgetful.tip(), reopened.tip());
        assertArrayEquals(Answers.answer(forgetful), Answers.answer(reopened));
    }
}
