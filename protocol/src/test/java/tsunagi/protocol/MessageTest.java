package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules 2.1 and 1.6: which kind a frame is of.
class MessageTest {
    /// `␍` stands for CR, `␀` for NUL, and the LF of each frame is not shown.
    @ParameterizedTest(name = "{0}: {1} ({3})")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2.1 | ChainRequested | GET_CHAIN           | nothing after it
            2.1 | ChainRequested | GET_CHAIN␍          | a CR after it
            2.1 | ChainRequested | GET_CHAIN foo       | a word after it
            2.1 | ChainRequested | GET_CHAINfoo        | letters after it
            2.1 | ChainRequested | GET_CHAIN:          | a colon after it
            2.1 | ChainRequested | GET_CHAIN␀          | a NUL after it
            2.1 | ChainRequested | `GET_CHAIN `        | a space after it
            2.1 | ChainRequested | GET_CHAIN 繋ぎ      | what is not ASCII after it
            2.1 | ChainRequested | GET_CHAINGET_CHAIN  | twice
            2.1 | BlockAnnounced | BLOCK:{}            | a block
            2.1 | BlockAnnounced | BLOCK:{}␍           | a block and a CR
            2.1 | BlockAnnounced | BLOCK: {}           | a space before the JSON
            2.7 | BlockRefused   | BLOCK:              | no JSON
            2.7 | BlockRefused   | BLOCK:␍             | a CR for JSON
            2.7 | BlockRefused   | BLOCK::{}           | two colons
            2.7 | BlockRefused   | BLOCK:BLOCK:{}      | the kind twice
            2.7 | BlockRefused   | BLOCK:{}GET_CHAIN   | two messages in one frame
            2.1 | Unknown        | get_chain           | another case
            2.1 | Unknown        | Get_Chain           | mixed case
            2.1 | Unknown        | ` GET_CHAIN`        | a space before it
            2.1 | Unknown        | ␍GET_CHAIN          | a CR before it
            2.1 | Unknown        | GET_CHAI            | a letter short
            2.1 | Unknown        | GET CHAIN           | a space for the underscore
            2.1 | Unknown        | GET-CHAIN           | a hyphen for it
            2.1 | Unknown        | block:{}            | another case
            2.1 | Unknown        | Block:{}            | mixed case
            2.1 | Unknown        | ` BLOCK:{}`         | a space before it
            2.1 | Unknown        | BLOCK {}            | a space for the colon
            2.1 | Unknown        | BLOCK               | no colon
            2.1 | Unknown        | BLOCK :{}           | a space before the colon
            2.1 | Unknown        | \uFEFFBLOCK:{}      | a byte order mark before it
            2.1 | Unknown        | {}                  | JSON without a kind
            1.6 | Unknown        | ``                  | the empty frame
            1.6 | Unknown        | ␍                   | a CR alone
            1.6 | Unknown        | PING                | a kind of another protocol
            8.2 | Unknown        | CHAIN_SYNC_COMPLETE | some nodes' end of a chain answer
            """)
    void kinds(String rule, String kind, String frame, String words) {
        String text = frame.replace('␍', '\r').replace('␀', '\0');
        assertEquals(kind, Samples.message(text + "\n").getClass().getSimpleName());
    }

    @ParameterizedTest(name = "2.1 \"{0}\" asks for the whole chain")
    @ValueSource(strings = {"GET_CHAIN\n", "GET_CHAIN\r\n", "GET_CHAIN foo\n", "GET_CHAINfoo\n", "GET_CHAIN \n"})
    void requestsWithoutALocator(String frame) {
        assertEquals(new Message.ChainRequested(Locator.EMPTY), Samples.message(frame));
    }

    @Test
    void aRefusalSaysWhatIsWrongAndWhere() {
        Refusal refusal = new Refusal(Refusal.Fault.OUT_OF_RANGE, "index", 9);
        assertEquals(new Message.BlockRefused(refusal), Samples.message("BLOCK:{\"index\":4294967296}\n"));
    }

    @Test
    void aFrameInTheMiddleOfABufferIsReadAndThePositionLeftAlone() {
        byte[] bytes = ("GET_CHAIN\nBLOCK:" + Samples.CANONICAL + "\nGET_CHAIN\n").getBytes(UTF_8);
        ByteBuffer frame =
                ByteBuffer.wrap(bytes).position("GET_CHAIN\n".length()).limit(bytes.length - "GET_CHAIN\n".length());
        ByteBuffer before = frame.duplicate();
        assertEquals(new Message.BlockAnnounced(Samples.BLOCK), Message.parse(frame));
        assertEquals(before.position(), frame.position());
        assertEquals(before.limit(), frame.limit());
    }

    @ParameterizedTest(name = "1.6 the start of {0} is shown as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `PING 1`             | PING 1
            ``                   | ``
            `\u001b[2J\u0007`    | \\x1b[2J\\x07
            `a\rb\tc\0`          | a\\x0db\\x09c\\x00
            `C:\\x`              | C:\\x5cx
            `é\u007f\u202e`      | \\xc3\\xa9\\x7f\\xe2\\x80\\xae
            `12345678901234567890123456789012`  | 12345678901234567890123456789012
            `123456789012345678901234567890123` | 12345678901234567890123456789012…
            """)
    void theStartOfAnUnknownFrame(String frame, String shown) {
        assertEquals(new Message.Unknown(shown), Samples.message(frame + "\n"));
    }

    @Property
    void anyBytesAreAMessageAndWhatIsShownOfThemIsShortAndPrintable(@ForAll @Size(max = 4095) byte[] text) {
        byte[] frame = Arrays.copyOf(text, text.length + 1);
        frame[text.length] = '\n';
        if (Message.parse(ByteBuffer.wrap(frame)) instanceof Message.Unknown unknown) {
            assertTrue(unknown.start().length() <= 4 * 32 + 1, unknown.start());
            assertTrue(unknown.start().chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || c == '…'), unknown.start());
        }
    }

    @Property
    void anyBytesAfterTheKindAreABlockOrARefusal(@ForAll @Size(max = 200) byte[] json) {
        byte[] frame = Arrays.copyOf("BLOCK:".getBytes(UTF_8), 6 + json.length + 1);
        System.arraycopy(json, 0, frame, 6, json.length);
        frame[6 + json.length] = '\n';
        Message.BlockRefused refused =
                assertInstanceOf(Message.BlockRefused.class, Message.parse(ByteBuffer.wrap(frame)));
        int offset = refused.refusal().offset();
        assertTrue(offset >= 0 && offset <= json.length, () -> "offset " + offset);
    }
}
