package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import tsunagi.chain.AddResult.Joined;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.AddResult.Reorganised;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// Random trees in random orders, with repeats, second forms, wrong indices and restarts: after
/// every step a chain is where the naive one is, and its log leads there again.
class ChainModelTest {
    private static final int MOST_ANSWERS = 3;

    private HeapStore log = new HeapStore();
    private NaiveChain naive = new NaiveChain(Branches.FREE.genesis());
    private Chain chain = open();

    @BeforeTry
    void startFromGenesis() {
        log = new HeapStore();
        naive = new NaiveChain(Branches.FREE.genesis());
        chain = open();
    }

    @Provide
    Arbitrary<Delivery> deliveries() {
        return Delivery.arbitrary();
    }

    @Property(tries = 600)
    void aChainIsAlwaysWhereTheNaiveOneIs(@ForAll("deliveries") Delivery delivery) throws IOException {
        for (Delivery.Step step : delivery.steps()) {
            switch (step) {
                case Delivery.Arrival arrival -> deliver(arrival.block());
                case Delivery.Restart restart -> {
                    chain = open();
                    naive.restart();
                }
            }
            assertInStep();
        }
        chain = open();
        assertInStep();
    }

    /// Power may fail at any byte. The chain is then one that the node was on before, or on its
    /// way to, and it takes in what it lost when that comes again.
    @Property(tries = 200)
    void aLogThatIsCutAnywhereIsStillAChainAndCatchesUp(@ForAll("deliveries") Delivery delivery, @ForAll double where)
            throws IOException {
        for (Delivery.Step step : delivery.steps()) {
            if (step instanceof Delivery.Arrival arrival) chain.add(arrival.block(), Branches.ALICE);
        }
        long height = chain.tip().index();
        log.truncate((long) (log.size() * Math.abs(where % 1)));
        chain = open();
        assertLinked(chain);
        for (Block block : delivery.tree()) chain.add(block, Branches.BOB);
        assertEquals(height, chain.tip().index());
        assertLinked(chain);
        byte[] before = Answers.answer(chain);
        assertArrayEquals(before, Answers.answer(open()));
    }

    /// What has room for little forgets, and then cannot be where the naive chain is. But it
    /// stays a chain, never gets shorter, and its log still leads to the same one.
    @Property(tries = 200)
    void aChainThatForgetsIsStillAChain(@ForAll("deliveries") Delivery delivery) throws IOException {
        Chain forgetful = openForgetful();
        for (int round = 0; round < 2; round++) {
            for (Delivery.Step step : delivery.steps()) {
                long height = forgetful.tip().index();
                if (step instanceof Delivery.Arrival arrival) forgetful.add(arrival.block(), Branches.ALICE);
                else forgetful = openForgetful();
                assertTrue(forgetful.tip().index() >= height);
                assertLinked(forgetful);
                Chain reopened = openForgetful();
                assertEquals(forgetful.tip(), reopened.tip());
                assertArrayEquals(Answers.answer(forgetful), Answers.answer(reopened));
            }
        }
    }

    /// With branches of two blocks staged as rivals, and room for few others. Whatever came
    /// before, the longest branch is the chain once somebody has answered with it from the
    /// start. That may take a second answer, because the first may meet blocks of its branch
    /// that have to make room for it.
    @Property(tries = 400)
    void whoeverOffersTheLongestBranchIsFollowed(@ForAll("deliveries") Delivery delivery) throws IOException {
        Chain staging = openStaging();
        for (Delivery.Step step : delivery.steps()) {
            long height = staging.tip().index();
            if (step instanceof Delivery.Arrival arrival) staging.add(arrival.block(), Branches.ALICE);
            else staging = openStaging();
            boolean switching = staging.isSwitching();
            staging.advance();
            assertTrue(staging.tip().index() >= height);
            assertLinked(staging);
            // A start meets what the last step has written, or a part of it.
            if (!switching || !staging.isSwitching())
                assertEquals(staging.tip(), openStaging().tip());
        }
        while (staging.isSwitching()) staging.advance();
        delivery.tree().forEach(naive::arrive);
        List<Block> longest = naive.candidates().getFirst();
        for (int answer = 0; answer < MOST_ANSWERS && staging.tip().index() < longest.size(); answer++) {
            for (int tick = 0; tick < 2 * ChainLimits.RIVAL_WINDOW_TICKS; tick++) staging.tick();
            for (Block block : longest) {
                staging.add(block, Branches.BOB);
                while (staging.isSwitching()) staging.advance();
            }
        }
        assertEquals(longest.size(), staging.tip().index());
        assertLinked(staging);
        assertEquals(staging.tip(), openStaging().tip());
    }

    private void deliver(Block block) throws IOException {
        boolean known = naive.knows(block);
        List<Block> before = naive.active();
        long logEndBefore = chain.log().end();
        AddResult result = chain.add(block, Branches.ALICE);
        switch (result) {
            case Joined joined -> assertJoined(block, before, joined, logEndBefore);
            case AddResult.Duplicate duplicate -> assertTrue(known);
            case AddResult.Staged staged -> throw new AssertionError("no branch here is so long");
            case AddResult.SideBranch side -> {
                naive.arrive(block);
                assertTrue(!known && naive.isComplete(block));
            }
            case AddResult.Orphan orphan -> {
                naive.arrive(block);
                assertTrue(!naive.isComplete(block));
            }
            case AddResult.Rejected rejected -> {
                assertEquals(AddResult.Rejection.WRONG_INDEX, rejected.reason());
                naive.arrive(block);
                assertTrue(!naive.isComplete(block));
            }
        }
    }

    private void assertJoined(Block block, List<Block> before, Joined result, long logEndBefore) throws IOException {
        naive.arrive(block);
        List<Block> now = naive.candidates().stream()
                .filter(branch -> branch.getLast().hash().equals(chain.tip().hash()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("went to a branch that is not the longest"));
        naive.reorganiseTo(now);
        int fork = 0;
        while (fork < before.size() && before.get(fork).equals(now.get(fork))) fork++;
        List<Hash> joined = result.joined().stream().map(LoggedBlock::hash).toList();
        assertEquals(Branches.hashes(now.subList(fork, now.size())), joined);
        if (fork == before.size()) {
            assertInstanceOf(AddResult.Added.class, result);
        } else {
            Reorganised reorganised = assertInstanceOf(Reorganised.class, result);
            assertEquals(fork, reorganised.forkIndex());
            assertEquals(before.size() - fork, reorganised.departed());
            long appended = result.joined().stream()
                    .filter(placed -> placed.offset() >= logEndBefore)
                    .count();
            assertEquals(appended, reorganised.appended());
        }
    }

    private void assertInStep() throws IOException {
        List<Block> active = naive.active();
        assertEquals(List.of(active), naive.candidates(), "the chain is not on the longest branch");
        assertEquals(active.size(), chain.tip().index());
        assertArrayEquals(Branches.frames(active), Answers.answer(chain));
        assertEquals(List.of(), chain.answer(chain.locator()).rest());
        for (Block known : active) {
            Locator locator = new Locator(List.of(new Locator.Pair(known.index(), known.hash())));
            assertArrayEquals(
                    Branches.frames(active.subList((int) known.index(), active.size())),
                    Answers.bytes(chain, chain.answer(locator)));
        }
    }

    /// The answer is one branch, each block on the one before it, from index 1 to the tip.
    private static void assertLinked(Chain chain) throws IOException {
        List<Block> blocks = new ArrayList<>(List.of(Branches.FREE.genesis()));
        for (Block block : Answers.blocks(Answers.answer(chain))) {
            assertEquals(blocks.getLast().hash(), block.prevHash());
            assertEquals(blocks.getLast().index() + 1, block.index());
            blocks.add(block);
        }
        assertEquals(new Tip(blocks.size() - 1, blocks.getLast().hash()), chain.tip());
    }

    private Chain open() {
        return open(BranchLimits.USUAL);
    }

    /// Room for some seven blocks that arrive and two that depart, so that branches depart that
    /// are too long to be kept.
    private Chain openForgetful() {
        return open(new BranchLimits(7L * (ChainLimits.POOL_OVERHEAD_BYTES + 300), 2, Integer.MAX_VALUE));
    }

    private Chain openStaging() {
        return open(new BranchLimits(5L * (ChainLimits.POOL_OVERHEAD_BYTES + 300), 2, 2));
    }

    private Chain open(BranchLimits limits) {
        try {
            return Chain.open(Branches.FREE.parameters(), log, new HeapStore(), Quarantine.NONE, limits)
                    .chain();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
