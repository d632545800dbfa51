package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Writes frames that have to be dropped (1.6, 2.1, 2.7). Each holds a block that carries work for a reader who does
/// not
/// look, so that such a reader adds it.
final class Damage {
    private static final String KIND = "BLOCK:";
    private static final List<String> INTEGERS = List.of("index", "timestamp", "nonce", "amount");
    private static final List<String> MEMBERS =
            List.of("index", "timestamp", "nonce", "data", "prev_hash", "hash", "sender", "receiver", "amount");
    private static final List<String> STRINGS = List.of("data", "sender", "receiver");

    /// Values that are none, for a member that nobody reads.
    private static final List<String> NO_VALUES = List.of(
            "01",
            "-01",
            ".5",
            "5.",
            "1.e1",
            "+1",
            "--1",
            "-",
            "1e",
            "1e+",
            "0x1",
            "NaN",
            "Infinity",
            "-Infinity",
            "tru",
            "True",
            "nul",
            "NULL",
            "undefined",
            "'x'",
            "\"\\x41\"",
            "\"\\'\"",
            "\"\\u12\"",
            "\"\\u 123\"",
            "\"\\u12G4\"",
            "\"\\U0041\"",
            "\"\u0000\"",
            "\"\t\"",
            "\"\u001f\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud800\\ud800\"",
            "\"\\ud800x\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,,2]",
            "[",
            "]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\" 1}",
            "{,}",
            "{\"a\":}",
            "{1:2}",
            "{\"y\":1,\"y\":1}",
            "{\"y\":1,\"\\u0079\":2}",
            "[{\"y\":{\"z\":0,\"z\":0}}]",
            "1_000",
            "1,000",
            "\"a\"\"b\"",
            "1f",
            "١",
            "",
            "[1}",
            "{\"a\":1]",
            "\"\\\"",
            "\"a\\\u0000\"",
            "/**/1",
            "1//",
            "#");

    /// What some readers take for white space.
    private static final List<String> NO_SPACE = List.of(
            "\f", "\u000b", "\u00a0", "\u0000", "\u2028", "\u3000", "\ufeff", "\u0085", "\u200b", "/**/", "\b",
            "\u001c", "\u180e");

    private static final List<String> NO_TRANSACTIONS = List.of(
            "\"\"",
            "\"[ ]\"",
            "\"[]\\n\"",
            "\" []\"",
            "\"{}\"",
            "{}",
            "null",
            "0",
            "false",
            "[null]",
            "[[]]",
            "[1]",
            "[\"\"]",
            "[{}]",
            "[[{}]]",
            "\"[]\\u0000\"");

    private final Draw draw;
    /// A draft on the tip, not mined yet.
    private final WireBlock draft;

    private Damage(Draw draw, WireBlock draft) {
        this.draw = draw;
        this.draft = draft;
    }

    /// The kinds, each with how to draw one of it.
    private static final List<Function<Damage, Octets>> KINDS = List.of(
            Damage::number,
            Damage::number,
            Damage::range,
            Damage::type,
            Damage::type,
            Damage::hashText,
            Damage::hashText,
            Damage::duplicate,
            Damage::duplicate,
            Damage::around,
            Damage::structure,
            Damage::noSpace,
            Damage::unknownValue,
            Damage::unknownValue,
            Damage::unknownValue,
            Damage::surrogate,
            Damage::bytes,
            Damage::control,
            Damage::escape,
            Damage::transactions,
            Damage::missing,
            Damage::kind);

    static int kinds() {
        return KINDS.size();
    }

    /// A frame that has to be dropped. It may be longer than a frame, so whoever draws it looks.
    static Octets frame(Draw draw, WireBlock draft) {
        return frame(draw, draft, draw.below(KINDS.size()));
    }

    static Octets frame(Draw draw, WireBlock draft, int kind) {
        WireBlock plain = with(draft, new Texts(draw).plain(), List.of());
        return KINDS.get(kind).apply(new Damage(draw, plain));
    }

    private static Octets framed(String json) {
        return Octets.utf8(KIND + json + "\n");
    }

    private String canonical(WireBlock block) {
        String frame = new String(block.canonicalFrame().toArray(), StandardCharsets.UTF_8);
        return frame.substring(KIND.length(), frame.length() - 1);
    }

    /// The block, mined, with one transaction so that every member is there.
    private WireBlock whole() {
        return Mint.mined(with(draft, draft.data(), List.of(new Payment("ann", "bob", draw.between(1, 9)))));
    }

    private static WireBlock with(WireBlock block, String data, List<Payment> payments) {
        return new WireBlock(
                block.index(), block.timestamp(), block.nonce(), data, block.prevHash(), block.hash(), payments);
    }

    /// Writes another value for one member. No name stands in the draft's text, so the first place is the member's.
    private static String replaced(String json, String member, Function<String, String> change) {
        String name = "\"" + member + "\":";
        int from = json.indexOf(name) + name.length();
        int to = from;
        boolean quoted = json.charAt(from) == '"';
        if (quoted) to = json.indexOf('"', from + 1) + 1;
        else while (",}]".indexOf(json.charAt(to)) < 0) to++;
        return json.substring(0, from) + change.apply(json.substring(from, to)) + json.substring(to);
    }

    /// A spelling of the right number that is none.
    private Octets number() {
        String json = canonical(whole());
        List<Function<String, String>> ways = List.of(
                n -> n + ".0",
                n -> n + "e0",
                n -> n + "E+0",
                n -> n + "0e-1",
                n -> "+" + n,
                n -> "0" + n,
                n -> "-" + n,
                n -> n + ".",
                n -> n + "L",
                n -> n + "n",
                n -> "0x" + Long.toHexString(Long.parseLong(n)),
                n -> n.charAt(0) + "_" + n,
                n -> "00" + n,
                n -> n + " 0",
                n -> n + ".00",
                n -> "(" + n + ")",
                n -> n.replace('1', '\uff11').replace('2', '\uff12').replace('7', '\uff17') + "\uff10");
        return framed(replaced(json, draw.of(INTEGERS), draw.of(ways)));
    }

    /// The right number for a reader that cuts off what does not fit, or lets it wrap around.
    private Octets range() {
        String member = draw.of(INTEGERS);
        String more = draw.of(
                member.equals("index")
                        ? List.of("4294967296", "18446744073709551616", "340282366920938463463374607431768211456")
                        : List.of(
                                "9223372036854775808",
                                "18446744073709551616",
                                "340282366920938463463374607431768211456"));
        return framed(replaced(
                canonical(whole()),
                member,
                n -> new java.math.BigInteger(n)
                        .add(new java.math.BigInteger(more))
                        .toString()));
    }

    /// The right value in another type, or none where a careless reader takes the default.
    private Octets type() {
        String member = draw.of(MEMBERS);
        WireBlock block = whole();
        if (member.equals("data") && draw.oneIn(2)) {
            block = Mint.mined(with(draft, draw.of(List.of("", FrameReader.DEFAULT_DATA, "null")), block.payments()));
            return framed(replaced(canonical(block), "data", value -> "null"));
        }
        if (member.equals("nonce") && draw.oneIn(2)) {
            block = Mint.minedByTime(with(draft, draft.data(), block.payments()));
            String none = draw.of(List.of("null", "false", "\"\"", "[]", "{}", "\"0\""));
            return framed(replaced(canonical(block), "nonce", value -> none));
        }
        List<Function<String, String>> ways = List.of(
                value -> "[" + value + "]",
                value -> "{\"value\":" + value + "}",
                value -> value.startsWith("\"") ? value.substring(1, value.length() - 1) : "\"" + value + "\"",
                value -> "null",
                value -> "true",
                value -> "[" + value + "," + value + "]");
        return framed(replaced(canonical(block), member, draw.of(ways)));
    }

    private Octets hashText() {
        List<Function<String, String>> ways = List.of(
                hex -> "0x" + hex,
                hex -> hex + " ",
                hex -> " " + hex,
                hex -> hex.substring(2),
                hex -> "00" + hex,
                hex -> hex.substring(1),
                hex -> "0" + hex,
                hex -> "+" + hex.substring(1),
                hex -> "-" + hex.substring(1),
                hex -> "\uff10" + hex.substring(1),
                hex -> "O" + hex.substring(1),
                hex -> hex + "\\u0000",
                hex -> hex + "00",
                hex -> hex.substring(0, 63),
                hex -> "",
                hex -> hex.substring(0, 62) + "g0",
                hex -> hex.replaceFirst("^00", "0x"),
                hex -> "\\u0030".repeat(4) + hex.substring(3),
                hex -> hex.substring(0, 32) + "-" + hex.substring(32),
                hex -> "\u0660" + hex.substring(1),
                hex -> hex + "\\n",
                hex -> "\ufeff" + hex);
        Function<String, String> way = draw.of(ways);
        return framed(replaced(
                canonical(whole()),
                draw.of(List.of("hash", "prev_hash")),
                value -> "\"" + way.apply(value.substring(1, value.length() - 1)) + "\""));
    }

    /// A member twice, or a name that nobody knows twice.
    private Octets duplicate() {
        String json = canonical(whole());
        String member = draw.of(MEMBERS);
        boolean inTransaction = json.indexOf("\"" + member + "\":") > json.indexOf("\"transactions\":");
        String name = draw.oneIn(2) ? member : "\\u%04x".formatted((int) member.charAt(0)) + member.substring(1);
        List<String> holder = new ArrayList<>(1);
        replaced(json, member, value -> {
            holder.add(value);
            return value;
        });
        String right = holder.getFirst();
        String other = draw.of(List.of(right, right, right.startsWith("\"") ? "\"x\"" : "0", "null", "[]"));
        boolean first = draw.oneIn(2);
        String twin = "\"" + name + "\":" + other;
        int open = inTransaction ? json.indexOf("[{") + 1 : 0;
        int close = inTransaction ? json.indexOf("}]") : json.length() - 1;
        if (draw.oneIn(5)) twin = "\"x\":1,\"x\":1";
        return framed(
                first
                        ? json.substring(0, open + 1) + twin + "," + json.substring(open + 1)
                        : json.substring(0, close) + "," + twin + json.substring(close));
    }

    /// Text before or after the object, or around it.
    private Octets around() {
        String json = canonical(whole());
        List<Function<String, String>> ways = List.of(
                j -> j + "x",
                j -> j + "{}",
                j -> j + j,
                j -> j + "]",
                j -> j + "}",
                j -> j + ",",
                j -> j + "\u0000",
                j -> j + ";",
                j -> j + "null",
                j -> j + "//",
                j -> "\ufeff" + j,
                j -> "x" + j,
                j -> "[" + j + "]",
                j -> "{}" + j,
                j -> j.substring(0, j.length() - 1),
                j -> "{" + j + "}",
                j -> "(" + j + ")",
                j -> j + " 1",
                j -> "," + j,
                j -> "{\"block\":" + j + "}",
                j -> "data:" + j,
                j -> j + "\r\r\u0000",
                j -> "\"" + j.replace("\"", "\\\"") + "\"");
        return framed(draw.of(ways).apply(json));
    }

    private Octets structure() {
        String json = canonical(whole());
        List<Function<String, String>> ways = List.of(
                j -> j.substring(0, j.length() - 1) + ",}",
                j -> "{," + j.substring(1),
                j -> j.replaceFirst(",", ",,"),
                j -> j.replaceFirst(",", " "),
                j -> j.replaceFirst(",", ";"),
                j -> j.replaceFirst(":", "="),
                j -> j.replaceFirst(":", " "),
                j -> j.replaceFirst(":", "::"),
                j -> j.replaceFirst("\"index\"", "index"),
                j -> j.replaceFirst("\"index\"", "'index'"),
                j -> j.replace('"', '\''),
                j -> j.replace("}]", "},]"),
                j -> j.replace("[{", "[,{"),
                j -> j.replace("}]}", "}}"),
                j -> j.replaceFirst("\"data\"", "data"),
                j -> j.replace("\"sender\"", "sender"),
                j -> j.replace("}]}", "]}"));
        return framed(draw.of(ways).apply(json));
    }

    /// A character between two tokens that is no white space in JSON.
    private Octets noSpace() {
        String json = canonical(whole());
        String space = draw.of(NO_SPACE);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < json.length(); i++) if ("{:,[}]".indexOf(json.charAt(i)) >= 0) places.add(i + 1);
        int at = draw.of(places);
        return framed(json.substring(0, at) + space + json.substring(at));
    }

    /// A member that nobody reads, whose value is no JSON.
    private Octets unknownValue() {
        String json = canonical(whole());
        String value = draw.of(NO_VALUES);
        for (int depth = draw.below(3); depth > 0; depth--)
            value = draw.oneIn(2) ? "[" + value + "]" : "{\"n\":" + value + "}";
        String member = "\"x\":" + value;
        return framed(
                draw.oneIn(2)
                        ? "{" + member + "," + json.substring(1)
                        : draw.oneIn(2)
                                ? json.substring(0, json.length() - 1) + "," + member + "}"
                                : json.replace("[{", "[{" + member + ","));
    }

    /// Half of a surrogate pair, and a block for those who put something in its place.
    private Octets surrogate() {
        String seen = draw.of(List.of("\ufffd", "?", "", "\ufffd\ufffd\ufffd"));
        return inText(
                seen,
                draw.of(List.of("\\ud800", "\\udfff", "\\udc00\\ud83d", "\\ud83d\\u0041", "\\uD83D"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes that are no UTF-8, and a block for those who read them all the same.
    private Octets bytes() {
        record Broken(String seen, String hex) {}
        Broken broken = draw.of(List.of(
                new Broken("\ufffd", "ff"),
                new Broken("\ufffd", "80"),
                new Broken("\ufffd", "c3"),
                new Broken("\ufffd", "e381"),
                new Broken("/", "c0af"),
                new Broken("\ufffd\ufffd", "c0af"),
                new Broken("\u0000", "c080"),
                new Broken("\ud83d\ude00", "eda0bdedb880"),
                new Broken("\ufffd", "eda080"),
                new Broken("\ufffd", "f4908080"),
                new Broken("\u00e9", "e9"),
                new Broken("A", "e08181"),
                new Broken("", "fe")));
        return inText(broken.seen(), HexFormat.of().parseHex(broken.hex()));
    }

    private Octets control() {
        int c = draw.of(List.of(0, 1, 7, 8, 9, 11, 12, 13, 27, 31));
        return inText(Character.toString(c), new byte[] {(byte) c});
    }

    private Octets escape() {
        record Odd(String seen, String written) {}
        Odd odd = draw.of(List.of(
                new Odd("A", "\\x41"),
                new Odd("x41", "\\x41"),
                new Odd("'", "\\'"),
                new Odd("a", "\\a"),
                new Odd("\u0007", "\\a"),
                new Odd("\u000b", "\\v"),
                new Odd("A", "\\101"),
                new Odd("A", "\\u{41}"),
                new Odd("A", "\\U00000041"),
                new Odd("\u0000", "\\0"),
                new Odd("A", "\\u+041"),
                new Odd(" ", "\\ "),
                new Odd("A", "\\u 041"),
                new Odd("e", "\\e"),
                new Odd("\u001b", "\\e")));
        return inText(odd.seen(), odd.written().getBytes(StandardCharsets.UTF_8));
    }

    /// Mines a block with a text that is seen, and writes another in its place.
    private Octets inText(String seen, byte[] written) {
        String member = draw.of(STRINGS);
        String mark = "MARK";
        WireBlock marked = block(member, "a" + seen + "b");
        String json = canonical(with(
                marked,
                member.equals("data") ? mark : marked.data(),
                member.equals("data") ? marked.payments() : payments(member, mark)));
        int at = json.indexOf(mark);
        return Octets.join(List.of(
                Octets.utf8(KIND + json.substring(0, at) + "a"),
                Octets.of(written),
                Octets.utf8("b" + json.substring(at + mark.length()) + "\n")));
    }

    private WireBlock block(String member, String text) {
        return Mint.mined(with(
                draft,
                member.equals("data") ? text : draft.data(),
                payments(member.equals("data") ? "" : member, text)));
    }

    private static List<Payment> payments(String member, String text) {
        return List.of(
                new Payment(member.equals("sender") ? text : "ann", member.equals("receiver") ? text : "bob", 1));
    }

    private Octets transactions() {
        WireBlock none = Mint.mined(with(draft, draft.data(), List.of()));
        return framed(canonical(none).replace("\"transactions\":[]", "\"transactions\":" + draw.of(NO_TRANSACTIONS)));
    }

    /// A transaction without one of its members, and a block for those who fill it in.
    private Octets missing() {
        String member = draw.of(List.of("sender", "receiver", "amount"));
        Payment filled = new Payment(
                member.equals("sender") ? "" : "ann",
                member.equals("receiver") ? "" : "bob",
                member.equals("amount") ? 0 : 5);
        String json = canonical(Mint.mined(with(draft, draft.data(), List.of(filled))));
        String name = member.equals("amount") ? ",\"amount\":0" : "\"" + member + "\":\"\",";
        String other = draw.oneIn(3) ? name.replace(member, member.toUpperCase(java.util.Locale.ROOT)) : "";
        return framed(json.replace(name, other));
    }

    private Octets kind() {
        String json = canonical(whole());
        String kind = draw.of(List.of(
                "block:",
                "Block:",
                " BLOCK:",
                "\tBLOCK:",
                "BLOCK :",
                "BLOCK",
                "BLOCKS:",
                "XBLOCK:",
                "BLOCK;",
                "\ufeffBLOCK:",
                "BLOCK\u0000:",
                "\u0000BLOCK:",
                "",
                "BLOC",
                "\rBLOCK:",
                "BLOCK=",
                "B\u0000LOCK:",
                "BLOCK\uff1a"));
        return Octets.utf8(kind + json + "\n");
    }
}
