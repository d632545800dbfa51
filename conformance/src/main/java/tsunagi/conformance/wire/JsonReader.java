package tsunagi.conformance.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a text as RFC 8259 and 2.7 of PROTOCOL.md want it: nothing else than one value, no
/// name twice in an object, no lone surrogate. It keeps its own stack, because 4,096 bytes
/// can hold 4,000 brackets.
final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANING = "\"\\/\b\f\n\r\t";
    private static final List<String> WORDS = List.of("true", "false", "null");

    /// The text is refused.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /// An array or object that is not closed yet.
    private static final class Open {
        final @Nullable Map<String, Json> members;
        final List<Json> elements = new ArrayList<>();
        String name = "";

        Open(boolean isObject) {
            members = isObject ? new LinkedHashMap<>() : null;
        }

        Json closed() {
            return members == null ? new Json.Array(elements) : new Json.Members(members);
        }

        void add(Json value) {
            if (members == null) elements.add(value);
            else members.put(name, value);
        }
    }

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The one value of a text.
    static Json read(String text) throws Refused {
        return new JsonReader(text).read();
    }

    /// Where and why a text is refused: `line 3: text after the value`. Empty if it is JSON.
    static String fault(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            reader.read();
            return "";
        } catch (Refused e) {
            long line = 1 + text.chars().limit(reader.at).filter(c -> c == '\n').count();
            return "line " + line + ": " + e.getMessage();
        }
    }

    private Json read() throws Refused {
        Json value = null;
        while (true) {
            if (value == null) {
                value = begin();
            } else if (open.isEmpty()) {
                skipSpace();
                if (at < text.length()) throw new Refused("text after the value");
                return value;
            } else {
                open.getFirst().add(value);
                value = next(open.getFirst());
            }
        }
    }

    /// A value that stands for itself, or null after the beginning of one with values inside.
    private @Nullable Json begin() throws Refused {
        skipSpace();
        char c = peek();
        if (c != '{' && c != '[') return scalar(c);
        at++;
        Open opened = new Open(c == '{');
        skipSpace();
        if (is(c == '{' ? '}' : ']')) {
            at++;
            return opened.closed();
        }
        open.addFirst(opened);
        if (opened.members != null) name(opened);
        return null;
    }

    /// After an element or member: the closed value, or null where another one follows.
    private @Nullable Json next(Open inside) throws Refused {
        skipSpace();
        char end = inside.members == null ? ']' : '}';
        if (is(end)) {
            at++;
            open.removeFirst();
            return inside.closed();
        }
        if (!is(',')) throw new Refused("neither a comma nor '" + end + "' after a value");
        at++;
        if (inside.members != null) name(inside);
        return null;
    }

    private void name(Open inside) throws Refused {
        skipSpace();
        if (!is('"')) throw new Refused("a name is missing");
        inside.name = string();
        if (inside.members != null && inside.members.containsKey(inside.name)) {
            throw new Refused("a name stands twice");
        }
        skipSpace();
        if (!is(':')) throw new Refused("no colon after a name");
        at++;
    }

    private Json scalar(char c) throws Refused {
        if (c == '"') return new Json.Text(string());
        for (String word : WORDS) {
            if (!text.startsWith(word, at)) continue;
            at += word.length();
            return new Json.Word(word);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) throw new Refused("no value");
        at = number.end();
        return new Json.Numeral(number.group());
    }

    private String string() throws Refused {
        StringBuilder out = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') throw new Refused("a raw control character in a string");
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        String value = out.toString();
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) throw new Refused("a lone surrogate");
        }
        return value;
    }

    private char escaped() throws Refused {
        char c = peek();
        at++;
        int known = ESCAPES.indexOf(c);
        if (known >= 0) return MEANING.charAt(known);
        if (c != 'u' || at + 4 > text.length()) throw new Refused("an escape that JSON does not have");
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            char digit = text.charAt(at);
            int hex = digit < 0x80 ? Character.digit(digit, 16) : -1;
            if (hex < 0) throw new Refused("an escape with a character that is no hex digit");
            value = value * 16 + hex;
        }
        return (char) value;
    }

    private char peek() throws Refused {
        if (at >= text.length()) throw new Refused("the text ends too soon");
        return text.charAt(at);
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }
}
