package tsunagi.conformance.explore;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tsunagi.conformance.wire.FrameReader;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Members whose value is not what 2.5 wants: numbers, types, hashes, transactions.
final class BadValues {
    private static final List<String> INTEGERS = List.of("index", "timestamp", "nonce", "amount");

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

    private final Victim victim;
    private final Draw draw;

    BadValues(Victim victim) {
        this.victim = victim;
        this.draw = victim.draw();
    }

    /// A spelling of the right number that is none.
    Octets number() {
        String json = victim.json();
        List<UnaryOperator<String>> ways = List.of(
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
        return Victim.framed(victim.replaced(json, draw.of(INTEGERS), draw.of(ways)));
    }

    /// The right number for a reader that cuts off what does not fit, or lets it wrap around.
    Octets range() {
        String member = draw.of(INTEGERS);
        String more = draw.of(
                member.equals("index")
                        ? List.of("4294967296", "18446744073709551616", "340282366920938463463374607431768211456")
                        : List.of(
                                "9223372036854775808",
                                "18446744073709551616",
                                "340282366920938463463374607431768211456"));
        return Victim.framed(victim.replaced(
                victim.json(),
                member,
                n -> new BigInteger(n).add(new BigInteger(more)).toString()));
    }

    /// The right value in another type, or none where a careless reader takes the default.
    Octets type() {
        String member = draw.of(Victim.MEMBERS);
        List<Payment> payments = victim.among(new Payment("ann", "bob", draw.between(1, 9)));
        if (member.equals("data") && draw.oneIn(2)) {
            WireBlock block = victim.mined(draw.of(List.of("", FrameReader.DEFAULT_DATA, "null")), payments);
            return Victim.framed(victim.replaced(Victim.json(block), "data", value -> "null"));
        }
        if (member.equals("nonce") && draw.oneIn(2)) {
            WireBlock block =
                    Mint.minedByTime(Victim.with(victim.draft(), victim.draft().data(), payments));
            String none = draw.of(List.of("null", "false", "\"\"", "[]", "{}", "\"0\""));
            return Victim.framed(victim.replaced(Victim.json(block), "nonce", value -> none));
        }
        List<UnaryOperator<String>> ways = List.of(
                value -> "[" + value + "]",
                value -> "{\"value\":" + value + "}",
                value -> value.startsWith("\"") ? value.substring(1, value.length() - 1) : "\"" + value + "\"",
                value -> "null",
                value -> "true",
                value -> "[" + value + "," + value + "]");
        return Victim.framed(victim.replaced(victim.json(), member, draw.of(ways)));
    }

    Octets hashText() {
        List<UnaryOperator<String>> ways = List.of(
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
        UnaryOperator<String> way = draw.of(ways);
        return Victim.framed(victim.replaced(
                victim.json(),
                draw.of(List.of("hash", "prev_hash")),
                value -> "\"" + way.apply(value.substring(1, value.length() - 1)) + "\""));
    }

    Octets transactions() {
        WireBlock none = victim.mined(victim.draft().data(), List.of());
        return Victim.framed(
                Victim.json(none).replace("\"transactions\":[]", "\"transactions\":" + draw.of(NO_TRANSACTIONS)));
    }

    /// A transaction without one of its members, and a block for those who fill it in.
    Octets missing() {
        String member = draw.of(List.of("sender", "receiver", "amount"));
        Payment filled = new Payment(
                member.equals("sender") ? "" : "ann",
                member.equals("receiver") ? "" : "bob",
                member.equals("amount") ? 0 : 5);
        String json = Victim.json(victim.mined(victim.draft().data(), victim.among(filled)));
        String name = member.equals("amount") ? ",\"amount\":0" : "\"" + member + "\":\"\",";
        String other = draw.oneIn(3) ? name.replace(member, member.toUpperCase(Locale.ROOT)) : "";
        return Victim.framed(json.replace(name, other));
    }
}
