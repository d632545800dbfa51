package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import tsunagi.conformance.wire.FrameReader;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Writes a block in any form that a receiver has to take (2.6), by the grammar of RFC
/// 8259 and the table in 2.5.
final class Spelling {
    /// A member as it is written.
    ///
    /// @param name  with its quotes
    record Member(String name, String value) {}

    private static final String SHORT = "\"\\/\b\f\n\r\t";
    private static final String LETTERS = "\"\\/bfnrt";
    private static final int DEPTH = 3;
    private static final int DEEPEST = 1200;
    private static final List<String> UNKNOWN = List.of(
            "Index",
            "INDEX",
            "index ",
            " index",
            "indеx",
            "Data",
            "hash\u0000",
            "prevHash",
            "previous_hash",
            "",
            "x",
            "Transactions",
            "nonce\t",
            "time_stamp",
            "version",
            "__proto__",
            "data\uFEFF",
            "ｈａｓｈ",
            "'",
            "\\",
            "\"");

    private final Draw draw;
    private final Texts texts;
    /// One of so many places is unusual; the larger, the plainer.
    private final int oddOneIn;

    Spelling(Draw draw, int oddOneIn) {
        this.draw = draw;
        this.texts = new Texts(draw);
        this.oddOneIn = oddOneIn;
    }

    /// A frame that fits 1.3. Falls back to the canonical form where nothing else fits.
    static Octets frame(Draw draw, WireBlock block) {
        for (int oddOneIn = draw.of(List.of(2, 4, 12)); oddOneIn < 200; oddOneIn *= 3) {
            Octets frame = Octets.utf8("BLOCK:" + new Spelling(draw, oddOneIn).object(block) + "\n");
            if (frame.size() <= Frames.MAX_BYTES) return frame;
        }
        return block.canonicalFrame();
    }

    private String object(WireBlock block) {
        List<Member> members = members(block);
        unknown(members);
        shuffle(members);
        return space() + object(members) + space() + (draw.oneIn(6) ? "\r" : "");
    }

    private void shuffle(List<Member> members) {
        if (!draw.oneIn(3)) Collections.shuffle(members, new Random(draw.nextLong(Long.MAX_VALUE)));
    }

    /// The members of the table, without some that have their default.
    List<Member> members(WireBlock block) {
        List<Member> members = new ArrayList<>();
        integer(members, "index", block.index());
        integer(members, "timestamp", block.timestamp());
        integer(members, "nonce", block.nonce());
        boolean usual = block.data().equals(FrameReader.DEFAULT_DATA);
        if (!usual || draw.oneIn(2)) members.add(new Member(string("data"), string(block.data())));
        members.add(new Member(string("prev_hash"), hash(block.prevHash())));
        members.add(new Member(string("hash"), hash(block.hash())));
        if (!block.payments().isEmpty() || draw.oneIn(2)) {
            members.add(new Member(string("transactions"), payments(block.payments())));
        }
        return members;
    }

    private void integer(List<Member> members, String name, long value) {
        if (value != 0 || draw.oneIn(2)) members.add(new Member(string(name), Long.toString(value)));
    }

    private String payments(List<Payment> payments) {
        if (payments.isEmpty() && draw.oneIn(2)) return string("[]");
        List<String> elements = new ArrayList<>();
        for (Payment payment : payments) {
            List<Member> members = new ArrayList<>();
            members.add(new Member(string("sender"), string(payment.sender())));
            members.add(new Member(string("receiver"), string(payment.receiver())));
            members.add(new Member(string("amount"), Long.toString(payment.amount())));
            if (odd()) unknown(members);
            shuffle(members);
            elements.add(object(members));
        }
        return array(elements);
    }

    private void unknown(List<Member> members) {
        Set<String> taken = new HashSet<>();
        for (int more = odd() ? draw.between(1, 3) : 0; more > 0; more--) {
            String name = draw.oneIn(4) ? "u" + texts.any() : draw.of(UNKNOWN);
            if (taken.add(name)) members.add(new Member(string(name), value(DEPTH)));
        }
    }

    /// Any value that JSON has.
    String value(int depth) {
        return switch (draw.below(depth > 0 ? 8 : 5)) {
            case 0 -> draw.of(List.of("true", "false", "null"));
            case 1, 2 -> number();
            case 3, 4 -> string(texts.any());
            case 5 -> array(values(depth - 1));
            case 6 -> object(named(depth - 1));
            default -> draw.oneIn(6) ? nested() : array(values(depth - 1));
        };
    }

    private List<String> values(int depth) {
        List<String> values = new ArrayList<>();
        for (int more = draw.below(4); more > 0; more--) values.add(value(depth));
        return values;
    }

    private List<Member> named(int depth) {
        List<Member> members = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) members.add(new Member(string(i + texts.plain()), value(depth)));
        return members;
    }

    /// Brackets in brackets, far deeper than anybody writes them.
    private String nested() {
        int depth = draw.between(2, DEEPEST);
        return draw.oneIn(2)
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"\":".repeat(depth / 2) + "0" + "}".repeat(depth / 2);
    }

    /// Every production of a number, the sizes at which readers round or overflow included.
    private String number() {
        String digits = draw.of(List.of(
                "0",
                "7",
                "10",
                "255",
                "4294967295",
                "4294967296",
                "9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "1" + "0".repeat(draw.between(20, 60))));
        String fraction = draw.oneIn(3) ? "." + draw.of(List.of("0", "5", "000", "125", "99999999999999999999")) : "";
        String exponent = draw.oneIn(3)
                ? draw.of("eE") + draw.of(List.of("", "+", "-")) + draw.of(List.of("0", "1", "00", "309", "9999"))
                : "";
        return (draw.oneIn(3) ? "-" : "") + digits + fraction + exponent;
    }

    private String hash(String hex) {
        String cased = switch (odd() ? draw.below(3) : 0) {
            case 1 -> hex.toUpperCase(Locale.ROOT);
            case 2 -> mixed(hex);
            default -> hex;
        };
        return draw.oneIn(6) ? string(cased) : '"' + cased + '"';
    }

    private String mixed(String hex) {
        StringBuilder out = new StringBuilder();
        hex.chars().forEach(c -> out.append(draw.oneIn(2) ? (char) c : Character.toUpperCase((char) c)));
        return out.toString();
    }

    /// A string in quotes. What has to be escaped is escaped in one of its ways;
    /// what need not be, sometimes.
    String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            int known = c < 0x80 ? SHORT.indexOf(c) : -1;
            boolean must = c < ' ' || c == '"' || c == '\\';
            if (!must && !draw.oneIn(4 * oddOneIn)) out.appendCodePoint(c);
            else if (known >= 0 && !draw.oneIn(3)) out.append('\\').append(LETTERS.charAt(known));
            else for (char unit : Character.toChars(c)) out.append(escaped(unit));
        });
        return out.append('"').toString();
    }

    private String escaped(char unit) {
        String hex = "%04x".formatted((int) unit);
        return "\\u" + (draw.oneIn(2) ? hex : mixed(hex));
    }

    private String array(List<String> elements) {
        StringBuilder out = new StringBuilder("[" + space());
        String gap = "";
        for (String element : elements) {
            out.append(gap).append(space()).append(element).append(space());
            gap = ",";
        }
        return out.append(']').toString();
    }

    private String object(List<Member> members) {
        StringBuilder out = new StringBuilder("{" + space());
        String gap = "";
        for (Member member : members) {
            out.append(gap)
                    .append(space())
                    .append(member.name())
                    .append(space())
                    .append(':');
            out.append(space()).append(member.value()).append(space());
            gap = ",";
        }
        return out.append('}').toString();
    }

    private String space() {
        StringBuilder out = new StringBuilder();
        if (odd()) for (int more = draw.between(1, 3); more > 0; more--) out.append(draw.of(" \t\r"));
        return out.toString();
    }

    private boolean odd() {
        return draw.oneIn(oddOneIn);
    }
}
