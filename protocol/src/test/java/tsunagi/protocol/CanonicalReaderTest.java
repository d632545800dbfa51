package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The canonical reader equals the plain one on canonical frames (2.5) and takes nothing else.
class CanonicalReaderTest {
    @Property
    void itReadsWhateverTheWriterWrites(@ForAll("blocks") Block block) {
        assertTrue(CanonicalReading.isCanonical(BlockWriter.frame(block)));
        CanonicalReading.checkInTheMidst(BlockWriter.frame(block));
    }

    @Property
    void aHashThatIsNotTrueIsForThePlainReader(@ForAll("blocks") Block block) {
        Hash other = new Hash(block.hash().word0(), 1, 2, 3);
        assertFalse(CanonicalReading.isCanonical(BlockWriter.frame(block.withProof(block.nonce(), other))));
    }

    /// A block's parent is known by its digits, if it was read before it.
    @Property
    void framesInARowAreReadOneAfterAnother(@ForAll("blocks") Block first, @ForAll("blocks") Block other) {
        Block second = proven(new Block(
                other.index(),
                other.timestamp(),
                other.nonce(),
                other.data(),
                first.hash(),
                Hash.ZERO,
                other.transactions()));
        CanonicalReader reader = new CanonicalReader();
        for (Block block : new Block[] {first, second, other, second}) {
            byte[] frame = BlockWriter.frame(block);
            assertEquals(frame.length, reader.read(frame, 0, frame.length));
            assertEquals(block.prevHash(), reader.prevHash());
            assertEquals(block.hash(), reader.hash());
        }
    }

    /// The next in height, with the hash of the one before, and nothing else.
    @Property
    void onlyAChildIsReadAsAChild(
            @ForAll("blocks") Block parent, @ForAll("blocks") Block other, @ForAll boolean isChild) {
        boolean linked = isChild && parent.index() < ProtocolLimits.MAX_INDEX;
        Block block = proven(new Block(
                linked ? parent.index() + 1 : other.index(),
                other.timestamp(),
                other.nonce(),
                other.data(),
                linked ? parent.hash() : other.prevHash(),
                Hash.ZERO,
                other.transactions()));
        CanonicalReader reader = new CanonicalReader();
        byte[] first = BlockWriter.frame(parent);
        byte[] frame = BlockWriter.frame(block);
        assertEquals(first.length, reader.read(first, 0, first.length));
        boolean follows =
                block.index() == parent.index() + 1 && block.prevHash().equals(parent.hash());
        assertEquals(follows ? frame.length : CanonicalReader.NONE, reader.readChild(frame, 0, frame.length));
        if (follows) {
            assertEquals(block.prevHash(), reader.prevHash());
            assertEquals(block.hash(), reader.hash());
        }
    }

    /// Damage of every kind at every place: the two readers must go on agreeing.
    @Property
    void aChangedByteIsSeenAsThePlainReaderSeesIt(
            @ForAll("blocks") Block block, @ForAll("places") int place, @ForAll("bytes") byte wrong) {
        byte[] frame = BlockWriter.frame(block);
        frame[place % (frame.length - 1)] = wrong == '\n' ? (byte) ' ' : wrong;
        CanonicalReading.isCanonical(frame);
        CanonicalReading.checkInTheMidst(frame);
    }

    @Property
    void aByteTooManyIsSeenAsThePlainReaderSeesIt(
            @ForAll("blocks") Block block, @ForAll("places") int place, @ForAll("bytes") byte more) {
        byte[] frame = BlockWriter.frame(block);
        int at = place % (frame.length - 1);
        byte[] longer = Arrays.copyOf(frame, frame.length + 1);
        System.arraycopy(frame, at, longer, at + 1, frame.length - at);
        longer[at] = more == '\n' ? (byte) '0' : more;
        CanonicalReading.isCanonical(longer);
    }

    @Property
    void aFrameThatIsNotAllThereIsNone(@ForAll("blocks") Block block, @ForAll("places") int place) {
        byte[] frame = BlockWriter.frame(block);
        assertEquals(CanonicalReader.NONE, new CanonicalReader().read(frame, 0, place % frame.length));
    }

    @Provide
    Arbitrary<Block> blocks() {
        return BlockArbitraries.blocks().map(CanonicalReaderTest::proven);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 2000);
    }

    @Provide
    Arbitrary<Byte> bytes() {
        return Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of('"', '\\', '0', 'F', 'a', ',', '}', ' ').map(c -> (byte) c.charValue()));
    }

    /// Bytes of `data`, as ISO 8859-1 has them, that are UTF-8 or only look like it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u007f",
                "\u0080",
                "\u00c0\u0080",
                "\u00c1\u00bf",
                "\u00c2\u0080",
                "\u00c2",
                "\u00df\u00bf",
                "\u00e0\u009f\u00bf",
                "\u00e0\u00a0\u0080",
                "\u00ed\u009f\u00bf",
                "\u00ed\u00a0\u0080",
                "\u00ef\u00bf\u00bf",
                "\u00e1\u0080",
                "\u00f0\u008f\u00bf\u00bf",
                "\u00f0\u0090\u0080\u0080",
                "\u00f4\u008f\u00bf\u00bf",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00ff",
                "\u0000",
                "\u001f",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\t",
                "\\n",
                "\\f",
                "\\r",
                "\\v",
                "\\",
                "\\u0000",
                "\\u0007",
                "\\u0008",
                "\\u0009",
                "\\u000a",
                "\\u000b",
                "\\u000B",
                "\\u000c",
                "\\u000d",
                "\\u000e",
                "\\u000f",
                "\\u0010",
                "\\u001a",
                "\\u001A",
                "\\u001f",
                "\\u001g",
                "\\u0020",
                "\\u0100",
                "\\u1000",
                "\\u00",
                "\\U000b",
                "\\ud83d\\ude00",
                "/",
                "1234567\\n12345678",
                "1234567\u00e4"
            })
    void aTextIsTakenIfThePlainReaderTakesItAndTheWriterWritesItSo(String data) {
        for (String before : new String[] {"", "seven..", "eight..."}) {
            CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace("\"hi\"", "\"" + before + data + "\"")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00",
                "01",
                "4294967295",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "9999999999999999999",
                "10000000000000000000",
                "-1",
                "1.0",
                "1e3",
                "",
                "+1",
                " 1"
            })
    void aNumberIsTakenIfThePlainReaderTakesItAndTheWriterWritesItSo(String number) {
        CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace("\"index\":7", "\"index\":" + number)));
        CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace("1783932844", number)));
        CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace("18735", number)));
        CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace("\"amount\":5", "\"amount\":" + number)));
    }

    @Test
    void everyByteOfAHashIsTheHexDigitInLowerCase() {
        byte[] frame = BlockWriter.frame(proven(Samples.BLOCK));
        String text = new String(frame, ISO_8859_1);
        for (String member : new String[] {"\"prev_hash\":\"", "\"hash\":\""}) {
            int digits = text.indexOf(member) + member.length();
            for (int place = digits; place < digits + Hash.HEX_DIGITS; place++) {
                byte before = frame[place];
                for (int c = 0; c < 256; c++) {
                    if (c == '\n') continue;
                    frame[place] = (byte) c;
                    int end = new CanonicalReader().read(frame, 0, frame.length);
                    assertEquals(frame[place] == before ? frame.length : CanonicalReader.NONE, end, place + ": " + c);
                }
                frame[place] = before;
            }
        }
    }

    @Test
    void whatHasReadNothingYetTakesNoBytesForDigits() {
        for (char c : new char[] {'\0', '0', 'g', '\u00ff'}) {
            String digits = String.valueOf(c).repeat(Hash.HEX_DIGITS);
            boolean canonical =
                    CanonicalReading.isCanonical(frame(Samples.CANONICAL.replace(Samples.PREV_DIGITS, digits)));
            assertEquals(c == '0', canonical);
        }
    }

    /// Each digit at each place, in a block whose hash is true of it.
    @Property
    void prevHashIsReadDigitByDigit(@ForAll("hashes") Hash parent) {
        Block block = proven(new Block(1, 2, 3, "", parent, Hash.ZERO, Samples.PAYMENT));
        assertTrue(CanonicalReading.isCanonical(BlockWriter.frame(block)));
    }

    @Provide
    Arbitrary<Hash> hashes() {
        return BlockArbitraries.hashes();
    }

    @Test
    void aFrameOf4096BytesIsTakenAndOneOf4097IsNot() {
        int others = BlockWriter.frame(Samples.withData("")).length;
        assertTrue(CanonicalReading.isCanonical(frameWithData("x".repeat(4096 - others))));
        assertFalse(CanonicalReading.isCanonical(frameWithData("x".repeat(4097 - others))));
    }

    @Test
    void whiteSpaceOrderAndUnknownMembersAreForThePlainReader() {
        for (String json : new String[] {
            " " + Samples.CANONICAL, Samples.CANONICAL + "\r", Samples.CANONICAL.replace("}]}", "}],\"more\":1}"), "{}"
        }) {
            assertFalse(CanonicalReading.isCanonical(frame(json)), json);
        }
        assertFalse(CanonicalReading.isCanonical("GET_CHAIN\n".getBytes(UTF_8)));
        assertFalse(CanonicalReading.isCanonical("\n".getBytes(UTF_8)));
    }

    private static byte[] frameWithData(String data) {
        return BlockWriter.frame(proven(Samples.withData(data)));
    }

    private static Block proven(Block block) {
        return block.withProof(block.nonce(), block.computeHash());
    }

    /// A frame as it is spelt; its hash is made true, if it can be read.
    private static byte[] frame(String json) {
        byte[] frame = ("BLOCK:" + json + "\n").getBytes(ISO_8859_1);
        if (!(Message.parse(ByteBuffer.wrap(frame)) instanceof Message.BlockAnnounced announced)) return frame;
        String hash = announced.block().computeHash().toString();
        return new String(frame, ISO_8859_1).replace(Samples.HASH_DIGITS, hash).getBytes(ISO_8859_1);
    }
}
