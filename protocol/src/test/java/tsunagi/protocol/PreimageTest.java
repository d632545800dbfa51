package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Rule 3.1: the bytes that are hashed.
class PreimageTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final Block GENESIS = new Block(
            0,
            1672531200,
            2945,
            "Hello, Zig Blockchain!",
            Hash.ZERO,
            Hash.parse("000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13")
                    .orElseThrow(),
            List.of(new Transaction("Alice", "Bob", 100)));

    /// Spelled from 3.1 and 3.3 by hand.
    private static final String GENESIS_PREIMAGE = "00000000" // index
            + "00cdb06300000000" // timestamp, 0x63b0cd00
            + "810b000000000000" // nonce, 0xb81
            + "0000000000000000000000000000000000000000000000000000000000000000" // prev_hash
            + "416c696365" // Alice
            + "426f62" // Bob
            + "6400000000000000" // amount, 0x64
            + "48656c6c6f2c205a696720426c6f636b636861696e21"; // Hello, Zig Blockchain!

    @Test
    void ofTheGenesisBlock() {
        assertEquals(GENESIS_PREIMAGE, HEX.formatHex(Preimage.of(GENESIS)));
        assertEquals(GENESIS.hash(), Hash.sha256(HEX.parseHex(GENESIS_PREIMAGE)));
        assertEquals(GENESIS.hash(), GENESIS.computeHash());
    }

    @Test
    void numbersAreLittleEndianHashesAreNotAndTextIsUtf8() {
        Block block = new Block(
                0xfedcba98L,
                0x0102030405060708L,
                0x1112131415161718L,
                "é",
                Samples.PREV,
                Hash.ZERO,
                List.of(new Transaction("繋", "😀", 0x2122232425262728L), new Transaction("", "", Long.MAX_VALUE)));
        assertEquals(
                "98badcfe"
                        + "0807060504030201"
                        + "1817161514131211"
                        + Samples.PREV_DIGITS
                        + "e7b98b"
                        + "f09f9880"
                        + "2827262524232221"
                        + "ffffffffffffff7f"
                        + "c3a9",
                HEX.formatHex(Preimage.of(block)));
    }

    @Property
    void theNonceIsWhereMinersWriteIt(@ForAll("blocks") Block block, @ForAll long anyNonce) {
        long nonce = anyNonce & Long.MAX_VALUE;
        byte[] preimage = Preimage.of(block);
        ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN).putLong(Preimage.NONCE_OFFSET, nonce);
        assertArrayEquals(Preimage.of(block.withProof(nonce, Hash.ZERO)), preimage);
    }

    @Property
    void theClaimedHashIsNoPartOfIt(@ForAll("blocks") Block block) {
        assertArrayEquals(Preimage.of(block), Preimage.of(block.withProof(block.nonce(), Hash.ZERO)));
    }

    @Provide
    Arbitrary<Block> blocks() {
        return BlockArbitraries.blocks();
    }

    @Test
    void bytesMayMoveFromSenderToReceiver() {
        assertAlikeButNotEqual(
                block("data", new Transaction("ab", "c", 1)), block("data", new Transaction("a", "bc", 1)));
    }

    @Test
    void bytesMayMoveFromTheLastAmountToData() {
        byte[] amount = new byte[8];
        ByteBuffer.wrap(amount).order(ByteOrder.LITTLE_ENDIAN).putLong(0x4847464544434241L);
        String spelled = new String(amount, UTF_8);
        assertEquals("ABCDEFGH", spelled);
        assertAlikeButNotEqual(
                block("data", new Transaction("ab", "c", 0x4847464544434241L)), block("abc" + spelled + "data"));
    }

    private static Block block(String data, Transaction... transactions) {
        return new Block(1, 2, 3, data, Hash.ZERO, Hash.ZERO, List.of(transactions));
    }

    /// Section 7: the format does not protect from this.
    private static void assertAlikeButNotEqual(Block one, Block other) {
        assertNotEquals(one, other);
        assertEquals(one.computeHash(), other.computeHash());
    }
}
