package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Reads a block in any form that a careless sender gives it. It serves only to say in which form a
/// frame came: no verdict depends on it.
final class LenientReader {
    private static final String KIND = "BLOCK:";
    private static final Pattern INTEGER = Pattern.compile("\\d{1,18}|[1-8]\\d{18}|9[01]\\d{17}");
    private static final String ESCAPES = "\"\\/btnfr";
    private static final String MEANING = "\"\\/\b\t\n\f\r";

    /// A value that cannot be what its member needs; never leaves this class.
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("", null, false, false);
        }
    }

    /// The block of a frame, or nothing if no block can be made of it.
    static Optional<WireBlock> read(byte[] frame) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
            if (!text.startsWith(KIND)) return Optional.empty();
            return Optional.of(block(values(text, KIND.length())));
        } catch (CharacterCodingException | Unreadable e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> values(String text, int at) throws Unreadable {
        Map<String, String> values = new HashMap<>();
        for (Members.Member member : Members.of(text, at))
            values.put(string('"' + member.name() + '"'), member.value());
        return values;
    }

    private static WireBlock block(Map<String, String> values) throws Unreadable {
        return new WireBlock(
                integer(values.get("index")),
                integer(values.get("timestamp")),
                integer(values.get("nonce")),
                string(values.getOrDefault("data", "\"\"")),
                string(values.get("prev_hash")).toLowerCase(Locale.ROOT),
                string(values.get("hash")).toLowerCase(Locale.ROOT),
                payments(values.getOrDefault("transactions", "[]")));
    }

    private static List<Payment> payments(String array) throws Unreadable {
        List<Payment> payments = new ArrayList<>();
        if (array.equals("\"[]\"")) return payments;
        if (!array.startsWith("[")) throw new Unreadable();
        for (String one : Members.elements(array)) {
            Map<String, String> values = values(one, 0);
            payments.add(new Payment(
                    string(values.get("sender")), string(values.get("receiver")), integer(values.get("amount"))));
        }
        return payments;
    }

    private static long integer(@Nullable String word) throws Unreadable {
        if (word == null || !INTEGER.matcher(word).matches()) throw new Unreadable();
        return Long.parseLong(word);
    }

    private static String string(@Nullable String quoted) throws Unreadable {
        if (quoted == null || quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw new Unreadable();
        }
        StringBuilder out = new StringBuilder();
        int end = quoted.length() - 1;
        int i = 1;
        while (i < end) {
            char c = quoted.charAt(i++);
            int known = c == '\\' && i < end ? ESCAPES.indexOf(quoted.charAt(i)) : -1;
            if (c != '\\') {
                out.append(c);
            } else if (known >= 0) {
                out.append(MEANING.charAt(known));
                i++;
            } else {
                out.append(number(quoted, i, end));
                i += 5;
            }
        }
        return out.toString();
    }

    /// Reads the character that `u` and four hex digits name.
    private static char number(String quoted, int at, int end) throws Unreadable {
        if (at + 5 > end || quoted.charAt(at) != 'u') throw new Unreadable();
        try {
            return (char) Integer.parseInt(quoted, at + 1, at + 5, 16);
        } catch (NumberFormatException e) {
            throw new Unreadable();
        }
    }

    private LenientReader() {}
}
