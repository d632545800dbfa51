package tsunagi.app.terminal;

import java.util.ArrayList;
import java.util.List;

/// Splits a command at blanks. A word that begins with a double quote goes on to the next one,
/// blanks included. Within quotes a backslash stands before a quote or another backslash. Elsewhere
/// both are ordinary characters.
final class Words {
    /// @throws IllegalArgumentException if a quote is not closed, or no blank follows it
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
            } else if (line.charAt(at) == '"') {
                at = quoted(line, at + 1, words);
            } else {
                int end = at;
                while (end < line.length() && !Character.isWhitespace(line.charAt(end))) end++;
                words.add(line.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    /// @return where the word ends
    private static int quoted(String line, int from, List<String> words) {
        StringBuilder word = new StringBuilder();
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                if (at + 1 < line.length() && !Character.isWhitespace(line.charAt(at + 1))) {
                    throw new IllegalArgumentException("put a blank after the closing quote");
                }
                words.add(word.toString());
                return at + 1;
            }
            boolean escapes = c == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0;
            word.append(escapes ? line.charAt(++at) : c);
        }
        throw new IllegalArgumentException("there is no closing quote");
    }

    private Words() {}
}
