package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tsunagi.conformance.wire.Octets;

/// Text that is no JSON object, or is one with a name twice, and frames that are of no kind.
final class BadSyntax {
    /// Invalid values, for an unknown member.
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

    private final Victim victim;
    private final Draw draw;

    BadSyntax(Victim victim) {
        this.victim = victim;
        this.draw = victim.draw();
    }

    /// A member twice, or an unknown name twice.
    Octets duplicate() {
        String json = victim.json();
        String member = draw.of(Victim.MEMBERS);
        int open = victim.holder(json, member);
        boolean inTransaction = open > 0;
        String name = draw.oneIn(2) ? member : "\\u%04x".formatted((int) member.charAt(0)) + member.substring(1);
        List<String> holder = new ArrayList<>(1);
        Victim.replaced(json, open, member, value -> {
            holder.add(value);
            return value;
        });
        String right = holder.getFirst();
        String other = draw.of(List.of(right, right, right.startsWith("\"") ? "\"x\"" : "0", "null", "[]"));
        boolean first = draw.oneIn(2);
        String twin = "\"" + name + "\":" + other;
        int close = inTransaction ? json.indexOf('}', open) : json.length() - 1;
        if (draw.oneIn(5)) twin = "\"x\":1,\"x\":1";
        return Victim.framed(
                first
                        ? json.substring(0, open + 1) + twin + "," + json.substring(open + 1)
                        : json.substring(0, close) + "," + twin + json.substring(close));
    }

    /// Text before or after the object, or around it.
    Octets around() {
        String json = victim.json();
        List<UnaryOperator<String>> ways = List.of(
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
        return Victim.framed(draw.of(ways).apply(json));
    }

    Octets structure() {
        String json = victim.json();
        List<UnaryOperator<String>> ways = List.of(
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
        return Victim.framed(draw.of(ways).apply(json));
    }

    /// A character between two tokens that is no white space in JSON.
    Octets noSpace() {
        String json = victim.json();
        String space = draw.of(NO_SPACE);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < json.length(); i++) if ("{:,[}]".indexOf(json.charAt(i)) >= 0) places.add(i + 1);
        int at = draw.of(places);
        return Victim.framed(json.substring(0, at) + space + json.substring(at));
    }

    /// An unknown member whose value is no JSON.
    Octets unknownValue() {
        String json = victim.json();
        String value = draw.of(NO_VALUES);
        for (int depth = draw.below(3); depth > 0; depth--)
            value = draw.oneIn(2) ? "[" + value + "]" : "{\"n\":" + value + "}";
        String member = "\"x\":" + value;
        return Victim.framed(
                draw.oneIn(2)
                        ? "{" + member + "," + json.substring(1)
                        : draw.oneIn(2)
                                ? json.substring(0, json.length() - 1) + "," + member + "}"
                                : json.replace("[{", "[{" + member + ","));
    }

    Octets kind() {
        String json = victim.json();
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
