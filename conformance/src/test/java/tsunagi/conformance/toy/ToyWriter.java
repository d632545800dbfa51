package tsunagi.conformance.toy;

import java.util.Locale;
import java.util.regex.Pattern;

/// The canonical form (2.5).
final class ToyWriter {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final String SHORT = "\"\\\b\t\n\f\r";
    private static final String SHORT_NAMES = "\"\\btnfr";

    private final StringBuilder out = new StringBuilder("BLOCK:");
    private final Trait trait;

    private ToyWriter(Trait trait) {
        this.trait = trait;
    }

    static byte[] frame(ToyBlock block, Trait trait) {
        ToyWriter writer = new ToyWriter(trait);
        writer.block(block);
        return writer.out.append('\n').toString().getBytes(trait.charset());
    }

    private void block(ToyBlock block) {
        out.append('{');
        if (trait.is(Mutant.SORTS_MEMBERS)) {
            text("\"data\":", block.data()).append(',');
            number("\"index\":", block.index()).append(',');
        } else {
            number("\"index\":", block.index()).append(',');
            number("\"timestamp\":", block.timestamp()).append(',');
            number("\"nonce\":", block.nonce()).append(',');
            text("\"data\":", block.data()).append(',');
        }
        name("\"prev_hash\":").append('"').append(hex(block.prevHash())).append("\",");
        name("\"hash\":").append('"').append(hex(block.hash())).append("\",");
        if (trait.is(Mutant.SORTS_MEMBERS)) {
            number("\"nonce\":", block.nonce()).append(',');
            number("\"timestamp\":", block.timestamp()).append(',');
        }
        name("\"transactions\":").append('[');
        for (int i = 0; i < block.payments().size(); i++)
            payment(block.payments().get(i), i > 0);
        out.append("]}");
    }

    private void payment(ToyBlock.Payment payment, boolean follows) {
        out.append(follows ? ",{" : "{");
        text("\"sender\":", payment.sender()).append(',');
        int begin = out.length();
        text("\"receiver\":", payment.receiver()).append(',');
        if (trait.is(Mutant.UPPER_CASE_ESCAPES_IN_RECEIVERS)) {
            String upper = ESCAPE.matcher(out.substring(begin))
                    .replaceAll(escape -> "\\\\u" + escape.group(1).toUpperCase(Locale.ROOT));
            out.replace(begin, out.length(), upper);
        }
        number("\"amount\":", payment.amount()).append('}');
    }

    private StringBuilder name(String name) {
        return out.append(name).append(trait.is(Mutant.SENDS_WHITE_SPACE) ? " " : "");
    }

    private StringBuilder number(String name, long value) {
        name(name);
        return out.append(trait.is(Mutant.TAKES_UNSIGNED) ? Long.toUnsignedString(value) : Long.toString(value));
    }

    private String hex(String hash) {
        return trait.is(Mutant.UPPER_CASE_HASH) ? hash.toUpperCase(Locale.ROOT) : hash;
    }

    private StringBuilder text(String name, String value) {
        name(name).append('"');
        for (int i = 0; i < value.length(); i++) character(value.charAt(i));
        return out.append('"');
    }

    private void character(char c) {
        int known = SHORT.indexOf(c);
        boolean plain = c >= ' ' && !(c > '~' && trait.is(Mutant.ESCAPES_NON_ASCII));
        if (known >= 0 && !(c < ' ' && trait.is(Mutant.LONG_ESCAPES))) {
            out.append('\\').append(SHORT_NAMES.charAt(known));
        } else if (c == '/' && trait.is(Mutant.ESCAPES_SLASH)) {
            out.append("\\/");
        } else if (plain) {
            out.append(c);
        } else {
            String digits = Integer.toHexString(0x10000 + c).substring(1);
            out.append("\\u").append(trait.is(Mutant.UPPER_CASE_ESCAPES) ? digits.toUpperCase(Locale.ROOT) : digits);
        }
    }
}
