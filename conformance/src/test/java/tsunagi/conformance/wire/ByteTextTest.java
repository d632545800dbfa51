package tsunagi.conformance.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteTextTest {
    @Test
    void textIsShownAsItIsAndTheRestAsBytes() {
        assertEquals(
                "\u00e9 \u7e4b \\n\\r\\t\\x1b\\x7f\\xc2\\x85",
                Octets.utf8("\u00e9 \u7e4b \n\r\t\u001b\u007f\u0085").toString());
        assertEquals(
                "\\xc3\\xa9\\xffA\\n",
                Octets.of(new byte[] {(byte) 0xc3, (byte) 0xa9, (byte) 0xff, 'A', '\n'})
                        .toString());
    }

    @Test
    void aLiteralReadsAsWhatItStandsFor() {
        assertEquals("\"\\\"\\\\\\x3c\\x7f\u00e9\"", ByteText.literal("\"\\<\u007f\u00e9"));
    }
}
