package tsunagi.conformance.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tsunagi.conformance.script.Token.Kind;

/// A range of names: `c1..c120` stands for `c1 c2 … c120`.
///
/// @param from the first number
/// @param to   the last number, larger than the first
record NameRange(String letters, int from, int to) {
    private static final String SEPARATOR = "..";
    private static final Pattern END = Pattern.compile("([a-z](?:[a-z0-9-]*[a-z-])?)(0|[1-9][0-9]{0,5})");

    static boolean isRange(Token token) {
        return token.kind() == Kind.WORD && token.text().contains(SEPARATOR);
    }

    /// Passes the next token and returns the range that it spells.
    static NameRange read(TokenCursor line) throws SourceError.Found {
        String word = line.word("a range");
        int dots = word.indexOf(SEPARATOR);
        Matcher first = END.matcher(word.substring(0, dots));
        Matcher last = END.matcher(word.substring(dots + SEPARATOR.length()));
        if (!first.matches() || !last.matches() || !first.group(1).equals(last.group(1))) {
            throw line.faultBefore("'%s' is not a range such as c1..c120: one name, two numbers".formatted(word));
        }
        int from = Integer.parseInt(first.group(2));
        int to = Integer.parseInt(last.group(2));
        if (from >= to) throw line.faultBefore("the range '%s' does not rise".formatted(word));
        return new NameRange(first.group(1), from, to);
    }

    /// From the first to the last.
    Stream<String> names() {
        return IntStream.rangeClosed(from, to).mapToObj(number -> letters + number);
    }
}
