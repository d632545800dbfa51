package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult.Rejection;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockReader;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;
import tsunagi.protocol.Transaction;

/// Rules 3.2, 3.3 and 3.8: what a block must be, wherever it hangs.
class BlockRulesTest {
    private static final Branches BOOK = new Branches(ChainParameters.book());
    private static final Branches FREE = Branches.FREE;

    @Test
    void genesisHasTheHashOfTheBook() {
        assertEquals(
                "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13",
                BOOK.genesis().computeHash().toString());
        assertEquals(BOOK.genesis().computeHash(), BOOK.genesis().hash());
        assertEquals(2, BOOK.parameters().difficultyBytes());
    }

    @Test
    void genesisIsTheSameAtEveryDifficulty() {
        assertEquals(BOOK.genesis(), FREE.genesis());
    }

    @Test
    void aBlockWithItsHashAndTwoZeroBytesIsProven() {
        Block block = BOOK.child(BOOK.genesis(), "worked for");
        ProvenBlock proven = assertProven(BOOK, block);
        assertEquals(1, proven.index());
        assertEquals(block.hash(), proven.hash());
        assertEquals(BOOK.genesis().hash(), proven.prevHash());
        assertEquals(ByteBuffer.wrap(BlockWriter.frame(block)), proven.frame());
    }

    @Test
    void aHashThatIsNotTheBlocksOwnIsRefusedHoweverManyZerosItHas() {
        Block block = BOOK.child(BOOK.genesis(), "honest");
        assertRejected(Rejection.WRONG_HASH, BOOK, block.withProof(block.nonce() + 1, block.hash()));
        assertRejected(Rejection.WRONG_HASH, BOOK, block.withProof(block.nonce(), Hash.ZERO));
    }

    @Test
    void oneZeroByteIsTooLittleWhereTwoAreAsked() {
        Block oneZeroByte = lazyBlock();
        assertProven(Branches.CHEAP, oneZeroByte);
        assertRejected(Rejection.TOO_LITTLE_WORK, BOOK, oneZeroByte);
    }

    /// The work is counted in bytes: fifteen zero bits are one zero byte.
    private static Block lazyBlock() {
        Block block = Branches.CHEAP.child(BOOK.genesis(), "lazy");
        while (block.hash().leadingZeroBytes() != 1) {
            block = Branches.CHEAP.child(BOOK.genesis(), block.data() + "!");
        }
        return block;
    }

    @Test
    void genesisOrAnyOtherBlockOfIndexZeroIsRefused() {
        assertRejected(Rejection.GENESIS_INDEX, BOOK, BOOK.genesis());
        assertRejected(Rejection.GENESIS_INDEX, FREE, FREE.misnumberedChild(FREE.genesis(), 0, "another start"));
    }

    @Test
    void aFrameOf4096BytesIsTheLongestThatCanBeAgreedOn() {
        Block longest = FREE.child(FREE.genesis(), "x".repeat(roomForData()));
        assertEquals(ProtocolLimits.MAX_FRAME_BYTES, assertProven(FREE, longest).frameBytes());

        Block longer = FREE.child(FREE.genesis(), "x".repeat(roomForData() + 1));
        assertRejected(Rejection.FRAME_TOO_LONG, FREE, longer);
    }

    private static int roomForData() {
        return ProtocolLimits.MAX_FRAME_BYTES - BlockWriter.frame(FREE.child(FREE.genesis(), "")).length;
    }

    /// What counts is the frame that the node would have to send, not the one that it got: here
    /// every member at its default is left out, which the canonical form does not allow.
    @Test
    void aShortFrameWhoseCanonicalFormIsTooLongIsRefused() {
        Block block = FREE.child(FREE.genesis(), "x".repeat(roomForData() + 1));
        String received = BlockWriter.json(block).replace(",\"transactions\":[]", "");
        assertEquals(
                ProtocolLimits.MAX_FRAME_BYTES + 1 - ",\"transactions\":[]".length(),
                "BLOCK:".length() + received.length() + 1);
        Block read = assertInstanceOf(
                        BlockReader.Accepted.class,
                        new BlockReader()
                                .read(ByteBuffer.wrap(received.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .block();
        assertRejected(Rejection.FRAME_TOO_LONG, FREE, read);
    }

    @Test
    void bothBlocksOfAMalleablePairCarryTheSameProof() {
        Block first = BOOK.childWith(BOOK.genesis(), new Transaction("ab", "c", 5));
        Block second = Branches.malleated(first);
        assertNotEquals(first, second);
        assertEquals(
                assertProven(BOOK, first).hash(), assertProven(BOOK, second).hash());
    }

    @Test
    void aProvenBlocksFrameCannotBeWrittenTo() {
        ProvenBlock block = FREE.proven(FREE.child(FREE.genesis(), "kept"));
        assertEquals(true, block.frame().isReadOnly());
        block.frame().position(3);
        byte[] frame = new byte[block.frameBytes()];
        block.frame().get(frame);
        assertArrayEquals(BlockWriter.frame(FREE.child(FREE.genesis(), "kept")), frame);
    }

    private static ProvenBlock assertProven(Branches network, Block block) {
        BlockRules.Verdict verdict = new BlockRules(network.parameters()).prove(block);
        return assertInstanceOf(BlockRules.Proven.class, verdict).block();
    }

    private static void assertRejected(Rejection reason, Branches network, Block block) {
        assertEquals(new AddResult.Rejected(reason), new BlockRules(network.parameters()).prove(block));
    }
}
