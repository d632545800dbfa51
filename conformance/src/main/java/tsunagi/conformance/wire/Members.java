package tsunagi.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/// Finds the members of a JSON object in a text. Never judges the text: it stops where it
/// understands no more. It walks and does not recurse, because a frame of 4,096 characters is deep
/// enough for a stack.
public final class Members {
    /// One member.
    ///
    /// @param name  as it is written, without its quotes
    /// @param start of the value in the text
    /// @param value as it is written
    public record Member(String name, int start, String value) {}

    private final String text;
    private int at;

    private Members(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// The members of the object that begins at a place; none if there is none.
    public static List<Member> of(String text, int at) {
        return new Members(text, at).members();
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        skip(" \t\r\n");
        if (!is('{')) return members;
        at++;
        while (true) {
            skip(" \t\r\n,");
            if (!is('"')) return members;
            int name = at;
            string();
            int end = at;
            skip(" \t\r\n");
            if (!is(':')) return members;
            at++;
            skip(" \t\r\n");
            int start = at;
            value();
            if (at == start) return members;
            members.add(new Member(
                    text.substring(name + 1, Math.max(name + 1, end - 1)),
                    start,
                    text.substring(start, at).stripTrailing()));
        }
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skip(String which) {
        while (at < text.length() && which.indexOf(text.charAt(at)) >= 0) at++;
    }

    /// To the place after the closing quote, or to the end.
    private void string() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
        at = Math.min(at + 1, text.length());
    }

    /// To the place after a value: a string, what stands between brackets, or all up to a comma or
    /// a bracket.
    private void value() {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
            if (c == '"') {
                string();
            } else {
                if (c == '{' || c == '[') depth++;
                if (c == '}' || c == ']') depth--;
                at++;
            }
        }
    }
}
