package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.WireBlock.Canonical;
import tsunagi.conformance.wire.WireBlock.Faulty;
import tsunagi.conformance.wire.WireBlock.Payment;
import tsunagi.conformance.wire.WireBlock.Reading;

/// Reads the one spelling of a block that 2.5 allows a sender, character by character. It knows
/// nothing of JSON in general, so it cannot be lenient by accident.
final class CanonicalReader {
    private static final String ESCAPED = "\"\\btnfr";
    private static final String MEANING = "\"\\\b\t\n\f\r";

    private final String text;
    private int at;

    private CanonicalReader(String text) {
        this.text = text;
    }

    /// A deviation from the canonical form; never leaves this class.
    private static final class Deviation extends Exception {
        private static final long serialVersionUID = 1L;

        Deviation(String what) {
            super(what, null, false, false);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    static Reading read(byte[] frame) {
        if (frame.length > Frames.MAX_BYTES) return new Faulty("the frame is longer than 4096 bytes");
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
        } catch (CharacterCodingException e) {
            return new Faulty("the frame is not UTF-8");
        }
        try {
            return new Canonical(new CanonicalReader(text).block());
        } catch (Deviation e) {
            return new Faulty(e.what());
        }
    }

    private WireBlock block() throws Deviation {
        literal("BLOCK:{\"index\":");
        long index = integer(32);
        literal(",\"timestamp\":");
        long timestamp = integer(63);
        literal(",\"nonce\":");
        long nonce = integer(63);
        literal(",\"data\":");
        String data = string();
        literal(",\"prev_hash\":\"");
        String prevHash = hash();
        literal("\",\"hash\":\"");
        String hash = hash();
        literal("\",\"transactions\":[");
        List<Payment> payments = payments();
        literal("]}\n");
        if (at < text.length()) throw new Deviation("something follows the LF");
        return new WireBlock(index, timestamp, nonce, data, prevHash, hash, payments);
    }

    private List<Payment> payments() throws Deviation {
        List<Payment> payments = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != ']') {
            literal(payments.isEmpty() ? "{\"sender\":" : ",{\"sender\":");
            String sender = string();
            literal(",\"receiver\":");
            String receiver = string();
            literal(",\"amount\":");
            payments.add(new Payment(sender, receiver, integer(63)));
            literal("}");
        }
        return payments;
    }

    private void literal(String expected) throws Deviation {
        if (!text.startsWith(expected, at)) {
            throw new Deviation("at character %s the canonical form has %s"
                    .formatted(at + 1, ByteText.show(expected.getBytes(UTF_8))));
        }
        at += expected.length();
    }

    private long integer(int bits) throws Deviation {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        String digits = text.substring(start, at);
        if (digits.isEmpty()) throw new Deviation("at character %s a decimal integer belongs".formatted(start + 1));
        if (digits.length() > 1 && digits.startsWith("0")) throw new Deviation("a leading zero in " + digits);
        if (!WireBlock.fits(digits, bits)) throw new Deviation(digits + " is not below 2^" + bits);
        return Long.parseLong(digits);
    }

    private String hash() throws Deviation {
        int end = Math.min(at + 64, text.length());
        String hash = text.substring(at, end);
        if (hash.length() < 64 || !hash.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
            throw new Deviation("at character %s 64 lower-case hex digits belong".formatted(at + 1));
        }
        at = end;
        return hash;
    }

    private String string() throws Deviation {
        literal("\"");
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) throw new Deviation("a raw control character at character " + at);
            out.append(c == '\\' ? escape() : c);
        }
        literal("\"");
        return out.toString();
    }

    private char escape() throws Deviation {
        if (at >= text.length()) throw new Deviation("the frame ends inside an escape");
        int known = ESCAPED.indexOf(text.charAt(at));
        if (known >= 0) {
            at++;
            return MEANING.charAt(known);
        }
        int end = Math.min(at + 5, text.length());
        String digits = text.substring(at, end);
        if (!digits.matches("u00[01][0-9a-f]")) {
            throw new Deviation("an escape that is not canonical: " + ByteText.show(("\\" + digits).getBytes(UTF_8)));
        }
        char c = (char) Integer.parseInt(digits.substring(1), 16);
        if (MEANING.indexOf(c) >= 0) throw new Deviation("a long escape where a short one exists: \\" + digits);
        at = end;
        return c;
    }
}
