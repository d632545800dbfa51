package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// How a frame ends and which kind it is (1.2, 2.1), for toys that are wrong about that.
final class ToyFrames {
    /// What came, with an LF for whatever else the toy takes for the end of a frame.
    static byte[] ended(byte[] read, Trait trait) {
        String ends = ends(trait);
        if (ends.isEmpty()) return read;
        return new String(read, ISO_8859_1).replaceAll(ends, "\n").getBytes(ISO_8859_1);
    }

    private static String ends(Trait trait) {
        if (trait.is(WireMutant.SPLITS_AT_CR)) return "\r";
        if (trait.is(WireMutant.SPLITS_AT_NUL)) return "\0";
        if (trait.is(WireMutant.SPLITS_AT_CONTROL)) return "[\\x03\\x04\\x0b\\x0c\\x1a\\x1c-\\x1f]";
        return trait.is(WireMutant.SPLITS_AT_UNICODE_LINES) ? "\\xc2\\x85|\\xe2\\x80[\\xa8\\xa9]" : "";
    }

    /// A frame with the kind that the toy takes it for.
    static String kind(String text, Trait trait) {
        if (trait.is(WireMutant.FINDS_KINDS_ANYWHERE)) return text.replaceFirst("^.*?(?=GET_CHAIN|BLOCK:)", "");
        if (trait.is(WireMutant.PASSES_OVER_MARKS)) return text.replaceFirst("^[^A-Za-z]+", "");
        if (!trait.is(WireMutant.TAKES_SIMILAR_KINDS)) return text;
        return text.replaceFirst("^GET[- ]?CHAIN", "GET_CHAIN").replaceFirst("^BLOCK[^{:]*[:;=]*\\{", "BLOCK:{");
    }

    static boolean isText(byte[] frame) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private ToyFrames() {}
}
