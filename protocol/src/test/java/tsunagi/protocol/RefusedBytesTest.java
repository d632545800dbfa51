package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.protocol.Refusal.Fault;

/// Rule 2.7: bytes that are not UTF-8, and characters that JSON does not allow raw.
class RefusedBytesTest {
    /// Where a text can hold strange bytes: in place of the `?`. What is not known is checked too.
    private static final List<String> PLACES = List.of(
            "{\"data\":\"a?b\"}",
            "{\"hash\":\"?\"}",
            "{\"transactions\":[{\"sender\":\"?\",\"receiver\":\"\",\"amount\":1}]}",
            "{\"x\":\"?\"}",
            "{\"x\":[{\"y\":[\"?\"]}]}",
            "{\"?\":1}",
            "{\"x\":{\"?\":1}}",
            "{\"transactions\":[{\"?\":1,\"sender\":\"\",\"receiver\":\"\",\"amount\":1}]}");

    @ParameterizedTest(name = "2.7 invalid UTF-8: {0}")
    @CsvSource(textBlock = """
            a byte that is never used,               ff
            another one,                             fe
            a continuation byte alone,               80
            the last continuation byte alone,        bf
            Latin-1,                                 e9
            two bytes cut to one,                    c3
            three bytes cut to two,                  e7b9
            four bytes cut to three,                 f09f98
            a lead byte before a lead byte,          c3c3a9
            an overlong NUL,                         c080
            an overlong slash,                       c0af
            an overlong slash in three bytes,        e080af
            an overlong slash in four bytes,         f08080af
            an overlong DEL,                         c1bf
            the first surrogate,                     eda080
            the last surrogate,                      edbfbf
            a surrogate pair as two times three,     eda0bdedb880
            U+110000,                                f4908080
            a lead byte beyond U+10FFFF,             f5808080
            five bytes,                              f888808080
            six bytes,                               fc8480808080
            """)
    void invalidUtf8(String words, String hex) {
        byte[] strange = HexFormat.of().parseHex(hex);
        for (String place : PLACES) {
            Refusal refusal = Samples.refused(put(strange, place));
            assertEquals(new Refusal(Fault.INVALID_UTF8, "", place.indexOf('?')), refusal, place);
        }
    }

    @ParameterizedTest(name = "2.7 invalid UTF-8 {0}")
    @CsvSource(textBlock = """
            between tokens,            7bff7d,     1
            before the object,         ff7b7d,     0
            after the object,          7b7dff,     2
            cut short at the very end, 7b7de7b9,   2
            alone,                     c3,         0
            """)
    void invalidUtf8OutsideOfStrings(String words, String hex, int offset) {
        Refusal refusal = Samples.refused(HexFormat.of().parseHex(hex));
        assertEquals(new Refusal(Fault.INVALID_UTF8, "", offset), refusal);
    }

    @ParameterizedTest(name = "2.6 valid UTF-8 at an edge of its range, in every place: {0}")
    @CsvSource(textBlock = """
            U+007F,   7f
            U+0080,   c280
            U+07FF,   dfbf
            U+0800,   e0a080
            U+D7FF,   ed9fbf
            U+E000,   ee8080
            U+FEFF,   efbbbf
            U+FFFF,   efbfbf
            U+10000,  f0908080
            U+10FFFF, f48fbfbf
            """)
    void validUtf8(String words, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (String place : PLACES) {
            if (place.contains("hash")) continue;
            assertInstanceOf(BlockReader.Accepted.class, Samples.read(put(bytes, place)), place);
        }
    }

    @Test
    void everyControlCharacterInAString() {
        for (byte control = 0; control < 0x20; control++) {
            for (String place : PLACES) {
                Refusal refusal = Samples.refused(put(new byte[] {control}, place));
                assertEquals(Fault.NOT_JSON, refusal.fault(), "0x%02x in %s".formatted(control, place));
            }
        }
    }

    @Test
    void everyControlCharacterBetweenTokensThatIsNotWhiteSpace() {
        for (byte control = 0; control < 0x20; control++) {
            if ("\t\n\r".indexOf(control) >= 0) continue;
            for (String place :
                    List.of("?{}", "{?}", "{\"index\"?:1}", "{\"index\":?1}", "{\"index\":1?}", "{\"x\":[?]}")) {
                Refusal refusal = Samples.refused(put(new byte[] {control}, place));
                assertEquals(Fault.NOT_JSON, refusal.fault(), "0x%02x in %s".formatted(control, place));
            }
        }
    }

    @ParameterizedTest(name = "2.7 what only other languages call white space, as {0}")
    @ValueSource(strings = {"\u00a0", "\u0085", "\u2028", "\u3000", "\u200b", "\u007f"})
    void otherWhiteSpace(String space) {
        assertEquals(
                Fault.NOT_JSON,
                Samples.refused(("{" + space + "}").getBytes(UTF_8)).fault());
        assertEquals(
                Fault.NOT_JSON, Samples.refused((space + "{}").getBytes(UTF_8)).fault());
    }

    @Test
    void aByteOrderMark() {
        assertEquals(Fault.NOT_JSON, Samples.refused("\ufeff{}".getBytes(UTF_8)).fault());
    }

    @ParameterizedTest(name = "2.7 a block in {0}")
    @CsvSource(textBlock = """
            UTF-16LE, NOT_JSON
            UTF-16BE, NOT_JSON
            UTF-32LE, NOT_JSON
            UTF-32BE, NOT_JSON
            UTF-16,   INVALID_UTF8
            """)
    void otherEncodings(String charset, Fault fault) {
        byte[] json = Samples.CANONICAL.getBytes(Charset.forName(charset));
        assertEquals(fault, Samples.refused(json).fault());
    }

    private static byte[] put(byte[] strange, String place) {
        int at = place.indexOf('?');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(place.substring(0, at).getBytes(UTF_8));
        out.writeBytes(strange);
        out.writeBytes(place.substring(at + 1).getBytes(UTF_8));
        return out.toByteArray();
    }
}
