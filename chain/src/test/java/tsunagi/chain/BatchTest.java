package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.FREE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;

/// Blocks that come many at a time end up where they would if they came one by one.
class BatchTest {
    @Provide
    Arbitrary<Delivery> deliveries() {
        return Delivery.arbitrary();
    }

    @Property(tries = 300)
    void aBatchIsWhatItsBlocksAreOneByOne(@ForAll("deliveries") Delivery delivery) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Delivery.Step step : delivery.steps()) {
            if (step instanceof Delivery.Arrival arrival) blocks.add(arrival.block());
        }
        try (Chain oneByOne = Chain.inMemory(FREE.parameters());
                Chain batched = Chain.inMemory(FREE.parameters())) {
            for (Block block : blocks) oneByOne.add(block, ALICE);
            addAll(batched, Branches.frames(blocks));
            assertEquals(oneByOne.tip(), batched.tip());
            assertArrayEquals(Answers.answer(oneByOne), Answers.answer(batched));
            assertEquals(oneByOne.log().end(), batched.log().end());
            assertEquals(oneByOne.locator(), batched.locator());
        }
    }

    /// The buffer is used again after each batch: nothing that the chain keeps may lie in it.
    private static void addAll(Chain chain, byte[] frames) throws IOException {
        FrameProver prover = chain.rules().frameProver();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        ByteBuffer all = ByteBuffer.wrap(frames);
        while (all.hasRemaining()) {
            buffer.clear().put(all.slice(all.position(), Math.min(all.remaining(), buffer.capacity())));
            List<ProvenBlock> blocks = prover.run(buffer.flip());
            while (!blocks.isEmpty()) {
                int joined = chain.extend(blocks, ALICE).joined().size();
                if (joined == 0) chain.add(blocks.getFirst(), ALICE);
                blocks = blocks.subList(Math.max(1, joined), blocks.size());
            }
            all.position(all.position() + buffer.position());
            Arrays.fill(buffer.array(), (byte) '?');
        }
    }

    /// The short way reads arrays; of other bytes it takes nothing, and the plain way has them.
    @Test
    void bytesThatAreNotOnTheHeapAreLeftToThePlainWay() {
        byte[] frames = Branches.frames(FREE.branch(FREE.genesis(), 2, "b"));
        ByteBuffer bytes = ByteBuffer.allocateDirect(frames.length).put(frames).flip();
        assertTrue(new BlockRules(FREE.parameters()).frameProver().run(bytes).isEmpty());
        assertEquals(frames.length, bytes.remaining());
    }

    /// A torn log, or a hostile peer: whatever it is that ends there, what is
    /// before it is proven at once.
    @Test
    void blocksBeforeSomethingThatIsLongerThanAFrameAreStillARun() {
        byte[] frames = Branches.frames(FREE.branch(FREE.genesis(), 10, "b"));
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(frames, frames.length + ProtocolLimits.MAX_FRAME_BYTES));
        assertEquals(
                10, new BlockRules(FREE.parameters()).frameProver().run(bytes).size());
        assertEquals(ProtocolLimits.MAX_FRAME_BYTES, bytes.remaining());
    }

    /// The last one may break off anywhere.
    @Test
    void blocksBeforeOneThatBreaksOffAreARun() {
        byte[] frames = Branches.frames(FREE.branch(FREE.genesis(), 3, "b"));
        int whole = Branches.frames(FREE.branch(FREE.genesis(), 2, "b")).length;
        for (int end = whole; end < frames.length; end++) {
            ByteBuffer bytes = ByteBuffer.wrap(frames, 0, end);
            assertEquals(
                    2,
                    new BlockRules(FREE.parameters()).frameProver().run(bytes).size());
            assertEquals(whole, bytes.position());
        }
    }

    @Test
    void blocksInARowAreOneWriteAndTellWhereTheyLie() throws IOException {
        List<Block> branch = FREE.branch(FREE.genesis(), 5, "b");
        CountedStore log = new CountedStore();
        try (Chain chain = Chain.open(FREE.parameters(), log, new HeapStore(), Quarantine.NONE)
                .chain()) {
            List<ProvenBlock> blocks = chain.rules().frameProver().run(ByteBuffer.wrap(Branches.frames(branch)));
            AddResult.Added added = chain.extend(blocks, ALICE);
            assertEquals(
                    Branches.hashes(branch),
                    added.joined().stream().map(AddResult.LoggedBlock::hash).toList());
            long at = 0;
            for (AddResult.LoggedBlock block : added.joined()) {
                assertEquals(at, block.offset());
                assertEquals(ALICE, block.origin());
                assertEquals(block.hash(), branch.get((int) block.index() - 1).hash());
                at += block.length();
            }
            assertEquals(at, chain.log().end());
            assertEquals(1, log.writes);
        }
    }

    @Test
    void ofALogAsManyBlocksArePlacedAtOnceAsFollowTheTip() throws IOException {
        List<Block> branch = FREE.branch(FREE.genesis(), 5, "b");
        ProvenRun run = run(Branches.frames(branch));
        try (Chain chain = Chain.inMemory(FREE.parameters())) {
            assertEquals(2, chain.replay(run.subList(0, 2), 0));
            assertEquals(1, chain.replay(run.subList(1, 5), run.frameOffset(1)), "the first is known");
            assertEquals(3, chain.replay(run.subList(2, 5), run.frameOffset(2)));
            assertEquals(branch.getLast().hash(), chain.tip().hash());
        }
    }

    /// A run says of its blocks what they say of themselves, also where it is only a part of one.
    @Test
    void aRunIsAListOfBlocksLikeAnyOther() {
        List<Block> branch = FREE.branch(FREE.genesis(), 100, "b");
        ProvenRun run = run(Branches.frames(branch));
        assertEquals(100, run.size());
        for (int from : new int[] {0, 1, 50, 99}) {
            ProvenRun part = run.subList(from, 100);
            assertEquals(ByteBuffer.wrap(Branches.frames(branch.subList(from, 100))), part.frames());
            for (int at = 0; at < part.size(); at++) {
                Block expected = branch.get(from + at);
                ProvenBlock block = part.get(at);
                assertEquals(expected.index(), block.index());
                assertEquals(expected.hash(), block.hash());
                assertEquals(expected.prevHash(), block.prevHash());
                assertEquals(ByteBuffer.wrap(BlockWriter.frame(expected)), block.frame());
            }
        }
    }

    @Test
    void aRunEndsBeforeABlockThatIsNotTheChildOfItsLast() {
        List<Block> branch = FREE.branch(FREE.genesis(), 4, "b");
        Block sibling = FREE.child(branch.get(1), "sibling");
        List<Block> blocks = List.of(branch.get(0), branch.get(1), branch.get(2), sibling, branch.get(3));
        ByteBuffer bytes = ByteBuffer.wrap(Branches.frames(blocks));
        FrameProver prover = new BlockRules(FREE.parameters()).frameProver();
        assertEquals(3, prover.run(bytes).size());
        assertEquals(sibling.hash(), prover.run(bytes).getFirst().hash());
        assertEquals(branch.get(3).hash(), prover.run(bytes).getFirst().hash());
        assertFalse(bytes.hasRemaining());
    }

    @Test
    void runsThatGoOnInOneArrayAreJoined() {
        List<Block> branch = FREE.branch(FREE.genesis(), 100, "b");
        byte[] frames = Branches.frames(branch);
        ByteBuffer bytes = ByteBuffer.wrap(frames);
        int middle = Branches.frames(branch.subList(0, 60)).length;
        FrameProver prover = new BlockRules(FREE.parameters()).frameProver();
        ProvenRun lower = prover.run(bytes.slice(0, middle));
        ProvenRun upper = prover.run(bytes.slice(middle, frames.length - middle));
        assertFalse(upper.join(lower), "it does not go on there");
        assertFalse(lower.join(run(Branches.frames(branch.subList(60, 100)))), "it lies elsewhere");
        ProvenRun start = upper.subList(0, 10);
        assertFalse(start.join(upper.subList(11, 40)), "one is left out");
        assertTrue(start.join(upper.subList(10, 20)));
        assertTrue(lower.join(start));
        assertTrue(lower.join(upper.subList(20, 40)));
        assertEquals(
                Branches.hashes(branch), lower.stream().map(ProvenBlock::hash).toList());
        assertEquals(ByteBuffer.wrap(frames), lower.frames());
    }

    @Test
    void whatDoesNotFollowTheTipIsLeftToTheCaller() throws IOException {
        List<Block> branch = FREE.branch(FREE.genesis(), 3, "b");
        try (Chain chain = Chain.inMemory(FREE.parameters())) {
            List<ProvenBlock> blocks = proven(chain, branch);
            assertEquals(List.of(), chain.extend(blocks.subList(1, 3), ALICE).joined());
            assertInstanceOf(AddResult.Orphan.class, chain.add(blocks.get(2), ALICE));
            // The orphan hangs on the second: only the first plainly extends the tip.
            assertEquals(1, chain.extend(blocks, ALICE).joined().size());
            assertInstanceOf(AddResult.Added.class, chain.add(blocks.get(1), ALICE));
            assertEquals(3, chain.tip().index());
        }
    }

    @Test
    void theShortWayProvesWhatThePlainWayProvesAndNothingElse() {
        Block block = FREE.child(FREE.genesis(), "a \"quoted\" 繋");
        ProvenBlock plain = assertInstanceOf(BlockRules.Proven.class, new BlockRules(FREE.parameters()).prove(block))
                .block();
        ProvenBlock quick = proven(FREE, BlockWriter.frame(block)).getFirst();
        assertEquals(plain.frame(), quick.frame());
        assertEquals(plain.hash(), quick.hash());
        assertEquals(plain.prevHash(), quick.prevHash());
        assertEquals(plain.index(), quick.index());
        assertTrue(
                proven(new Branches(ChainParameters.book()), BlockWriter.frame(block))
                        .isEmpty(),
                "too little work");
        assertTrue(
                proven(FREE, BlockWriter.frame(block.withProof(block.nonce(), Hash.ZERO)))
                        .isEmpty(),
                "wrong hash");
        assertTrue(proven(FREE, BlockWriter.frame(FREE.genesis())).isEmpty(), "genesis is never sent");
    }

    private static List<ProvenBlock> proven(Chain chain, List<Block> blocks) {
        return chain.rules().frameProver().run(ByteBuffer.wrap(Branches.frames(blocks)));
    }

    private static ProvenRun run(byte[] frames) {
        return new BlockRules(FREE.parameters()).frameProver().run(ByteBuffer.wrap(frames));
    }

    private static List<ProvenBlock> proven(Branches network, byte[] frame) {
        return new BlockRules(network.parameters()).frameProver().run(ByteBuffer.wrap(frame));
    }

    /// Counts what is written to it.
    private static final class CountedStore implements ForwardingStore {
        private final HeapStore store = new HeapStore();
        private int writes;

        @Override
        public ByteStore store() {
            return store;
        }

        @Override
        public void append(ByteBuffer bytes) {
            writes++;
            store.append(bytes);
        }
    }
}
