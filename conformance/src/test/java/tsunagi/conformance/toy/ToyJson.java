package tsunagi.conformance.toy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A strict reader of JSON (RFC 8259), loose in one way where a mutant asks for it.
///
/// Objects become maps, arrays lists, strings [String], and what else there is a [Word].
final class ToyJson {
    /// A number, `true`, `false` or `null`, as it was written.
    record Word(String text) {}

    /// The text is not JSON; a peer's fault.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    private static final String SHORT_NAMES = "\"\\/btnfr";
    private static final String SHORT = "\"\\/\b\t\n\f\r";
    private static final int SHALLOW = 64;
    private static final int LONG_NAME = 64;

    private final String text;
    private final Trait trait;
    private int at;

    private ToyJson(String text, Trait trait) {
        this.text = text;
        this.trait = trait;
    }

    static Object parse(String text, Trait trait) throws Malformed {
        ToyJson json = new ToyJson(text, trait);
        if (trait.is(Mutant.SKIPS_BYTE_ORDER_MARK) && text.startsWith("\ufeff")) json.at++;
        Object value = json.value(0);
        json.space();
        if (json.at < text.length() && !trait.is(Mutant.IGNORES_TRAILING_TEXT)) throw new Malformed("trailing text");
        return value;
    }

    private Object value(int depth) throws Malformed {
        if (trait.is(Mutant.SHALLOW_NESTING) && depth > SHALLOW) throw new Malformed("too deep");
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"', '\'' -> string();
            default -> word();
        };
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        if (peek() != c || at >= text.length()) return false;
        at++;
        return true;
    }

    private void space() throws Malformed {
        int start = at;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        if (trait.is(Mutant.NO_WHITE_SPACE) && at > start) throw new Malformed("white space");
        int end = trait.is(Mutant.ACCEPTS_COMMENTS) && text.startsWith("/*", at) ? text.indexOf("*/", at) : -1;
        if (end >= 0) at = end + 2;
    }

    /// Ends an object or array: its bracket, or nothing at all where the mutant does not mind.
    private boolean ends(char bracket) throws Malformed {
        space();
        return take(bracket) || (at == text.length() && trait.is(Mutant.ACCEPTS_UNCLOSED));
    }

    private void comma(char bracket) throws Malformed {
        if (!take(',')) throw new Malformed("no comma");
        space();
        if (peek() == bracket && !trait.is(Mutant.ACCEPTS_TRAILING_COMMA)) throw new Malformed("a comma at the end");
    }

    private List<Object> array(int depth) throws Malformed {
        take('[');
        List<Object> list = new ArrayList<>();
        while (!ends(']')) {
            if (!list.isEmpty()) comma(']');
            if (peek() != ']') list.add(value(depth + 1));
        }
        return list;
    }

    private Map<String, Object> object(int depth) throws Malformed {
        take('{');
        Map<String, Object> members = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        while (!ends('}')) {
            if (!members.isEmpty()) comma('}');
            if (peek() != '}') member(members, seen, depth);
        }
        return members;
    }

    private void member(Map<String, Object> members, Set<String> seen, int depth) throws Malformed {
        int start = at;
        if (peek() != '"') throw new Malformed("no name");
        String name = string();
        String compared = trait.is(Mutant.COMPARES_RAW_NAMES) ? text.substring(start, at) : name;
        boolean cuts = trait.is(Mutant.COMPARES_64_BYTES_OF_NAMES) && compared.length() > LONG_NAME;
        boolean isNew = seen.add(cuts ? compared.substring(0, LONG_NAME) : compared);
        space();
        if (!take(':')) throw new Malformed("no colon");
        Object value = value(depth + 1);
        boolean keepsFirst = trait.is(Mutant.FIRST_DUPLICATE_WINS);
        if (!isNew && !keepsFirst && !trait.is(Mutant.LAST_DUPLICATE_WINS)) throw new Malformed("a duplicate");
        if (isNew || !keepsFirst) members.put(name, value);
    }

    private Word word() throws Malformed {
        int start = at;
        while (at < text.length() && isWordCharacter(text.charAt(at))) at++;
        String word = text.substring(start, at);
        boolean known = word.equals("true") || word.equals("false") || word.equals("null");
        if (!known && !isNumber(word) && !isLooseNumber(word)) throw new Malformed("no value: " + word);
        return new Word(word);
    }

    private static boolean isWordCharacter(char c) {
        return "+-.".indexOf(c) >= 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isNumber(String word) {
        return word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }

    private boolean isLooseNumber(String word) {
        if (trait.is(Mutant.ACCEPTS_PLUS)) return word.startsWith("+") && isNumber(word.substring(1));
        boolean blind = trait.is(Mutant.ACCEPTS_LEADING_ZERO) || trait.is(Mutant.SKIPS_UNKNOWN_BLINDLY);
        return blind && word.matches("[0-9]+");
    }

    private String string() throws Malformed {
        char quote = peek();
        if (quote == '\'' && !trait.is(Mutant.ACCEPTS_SINGLE_QUOTES)) throw new Malformed("single quotes");
        at++;
        StringBuilder out = new StringBuilder();
        while (!take(quote)) {
            if (at >= text.length()) throw new Malformed("a string without end");
            char c = text.charAt(at++);
            if (c < ' ' && !trait.is(Mutant.ACCEPTS_RAW_CONTROL)) throw new Malformed("a raw control character");
            if (c == '\\') escape(out);
            else out.append(c);
        }
        requirePairs(out);
        return out.toString();
    }

    private void escape(StringBuilder out) throws Malformed {
        char c = peek();
        at++;
        int known = SHORT_NAMES.indexOf(c);
        if (c == '/' && trait.is(Mutant.NO_NEEDLESS_ESCAPES)) throw new Malformed("an escaped slash");
        if (known >= 0) out.append(SHORT.charAt(known));
        else if (c == 'u') out.append(byNumber());
        else if (trait.is(Mutant.ACCEPTS_ANY_ESCAPE)) out.append(c);
        else throw new Malformed("an unknown escape");
    }

    private char byNumber() throws Malformed {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        String allowed = trait.is(Mutant.LOWER_CASE_ESCAPES_ONLY) ? "[0-9a-f]{4}" : "[0-9a-fA-F]{4}";
        if (!digits.matches(allowed) || trait.is(Mutant.NO_UNICODE_ESCAPES)) throw new Malformed("a bad escape");
        at += 4;
        char c = (char) Integer.parseInt(digits, 16);
        return trait.is(Mutant.SPLITS_SURROGATES) && Character.isSurrogate(c) ? '?' : c;
    }

    private void requirePairs(CharSequence string) throws Malformed {
        boolean lone = string.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
        boolean passes = trait.is(Mutant.QUESTION_MARK_FOR_SURROGATE) || trait.isLoose("surrogates");
        if (lone && !passes) throw new Malformed("a lone surrogate");
    }
}
