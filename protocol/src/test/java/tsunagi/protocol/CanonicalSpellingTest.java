package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A block has one canonical form (2.5). The short way does not take another that spells the same
/// values, though the hash is true of it, nor what it has read before for what is not there.
class CanonicalSpellingTest {
    private static final Block BLOCK = proven(Samples.BLOCK);
    private static final String CANONICAL = text(BLOCK);

    private static Block proven(Block block) {
        return block.withProof(block.nonce(), block.computeHash());
    }

    private static String text(Block block) {
        return new String(BlockWriter.frame(block), ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            "index":7,            "index":07
            "index":7,            "index":00000007
            "index":7,            "index":00000000000000000007
            "index":7,            "index":18446744073709551623
            "index":7,            "index":7.
            "timestamp":,         "timestamp":0
            "nonce":,             "nonce":0
            "amount":5,           "amount":05
            "amount":5,           "amount":18446744073709551621
            """)
    void aNumberHasOneSpelling(String canonical, String other) {
        assertNone(BLOCK, CANONICAL.replace(canonical, other));
    }

    @Test
    void hashesAreInLowerCase() {
        for (Hash hash : new Hash[] {BLOCK.prevHash(), BLOCK.hash()}) {
            String digits = hash.toString();
            assertNone(BLOCK, CANONICAL.replace(digits, digits.toUpperCase(Locale.ROOT)));
            assertNone(BLOCK, CANONICAL.replace(digits, digits.substring(0, 63) + "g"));
            assertNone(BLOCK, CANONICAL.replace(digits, "g" + digits.substring(1)));
        }
    }

    @Test
    void aControlCharacterHasOneEscape() {
        Block block = proven(Samples.withData("\u000b"));
        for (String other : new String[] {"\\u000B", "\\u100b", "\\u010b", "\\u002b", "\\v", "\u000b"}) {
            assertNone(block, text(block).replace("\\u000b", other));
        }
    }

    @Test
    void aParentOfZerosIsSpeltOut() {
        Block orphan = proven(new Block(1, 2, 3, "", Hash.ZERO, Hash.ZERO, Samples.PAYMENT));
        for (String digits : new String[] {"", "\0".repeat(Hash.HEX_DIGITS), "g".repeat(Hash.HEX_DIGITS)}) {
            String member = "\"prev_hash\":\"";
            assertNone(orphan, text(orphan).replace(member + Hash.ZERO, member + digits));
        }
    }

    /// With nothing behind the bytes that are there.
    @Test
    void noneOfTheStartsOfAFrameIsOne() {
        byte[] frame = BlockWriter.frame(BLOCK);
        for (int length = 0; length < frame.length; length++) {
            assertEquals(CanonicalReader.NONE, new CanonicalReader().read(Arrays.copyOf(frame, length), 0, length));
        }
    }

    @Test
    void aHashIsCopiedToWhereItIsAskedFor() {
        byte[] frame = BlockWriter.frame(BLOCK);
        CanonicalReader reader = new CanonicalReader();
        assertEquals(frame.length, reader.read(frame, 0, frame.length));
        ByteBuffer expected = ByteBuffer.allocate(Hash.BYTES + 2).position(1);
        BLOCK.hash().writeTo(expected);
        byte[] copy = new byte[Hash.BYTES + 2];
        reader.copyHash(copy, 1);
        assertArrayEquals(expected.array(), copy);
    }

    /// To a reader that has read nothing, and to one that has just read the block itself.
    private static void assertNone(Block block, String spelling) {
        assertNotEquals(text(block), spelling);
        byte[] canonical = BlockWriter.frame(block);
        byte[] other = spelling.getBytes(ISO_8859_1);
        CanonicalReader reader = new CanonicalReader();
        assertEquals(CanonicalReader.NONE, reader.read(other, 0, other.length), spelling);
        assertEquals(canonical.length, reader.read(canonical, 0, canonical.length));
        assertEquals(CanonicalReader.NONE, reader.read(other, 0, other.length), spelling);
    }
}
