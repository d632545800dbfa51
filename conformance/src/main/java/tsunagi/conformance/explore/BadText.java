package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Strings that are none: half surrogate pairs, bytes that are no UTF-8, raw control
/// characters, unknown escapes.
final class BadText {
    private static final List<String> STRINGS = List.of("data", "sender", "receiver");

    private final Victim victim;
    private final Draw draw;

    BadText(Victim victim) {
        this.victim = victim;
        this.draw = victim.draw();
    }

    /// Half of a surrogate pair, and a block for those who put something in its place.
    Octets surrogate() {
        String seen = draw.of(List.of("\ufffd", "?", "", "\ufffd\ufffd\ufffd"));
        return inText(
                seen,
                draw.of(List.of("\\ud800", "\\udfff", "\\udc00\\ud83d", "\\ud83d\\u0041", "\\uD83D"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes that are no UTF-8, and a block for those who read them all the same.
    Octets bytes() {
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

    Octets control() {
        int c = draw.of(List.of(0, 1, 7, 8, 9, 11, 12, 13, 27, 31));
        return inText(Character.toString(c), new byte[] {(byte) c});
    }

    Octets escape() {
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
        List<Payment> payments = victim.among(payment(member, "a" + seen + "b"));
        WireBlock marked = victim.mined(
                member.equals("data") ? "a" + seen + "b" : victim.draft().data(), payments);
        payments.replaceAll(one -> one.equals(payment(member, "a" + seen + "b")) ? payment(member, mark) : one);
        String json = Victim.json(Victim.with(marked, member.equals("data") ? mark : marked.data(), payments));
        int at = json.indexOf(mark);
        return Octets.join(List.of(
                Octets.utf8(Victim.KIND + json.substring(0, at) + "a"),
                Octets.of(written),
                Octets.utf8("b" + json.substring(at + mark.length()) + "\n")));
    }

    private static Payment payment(String member, String text) {
        return new Payment(member.equals("sender") ? text : "ann", member.equals("receiver") ? text : "bob", 1);
    }
}
