package tsunagi.conformance.script;

import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.script.Token.Kind;

/// Cuts a line into tokens.
final class Lexer {
    private final String line;
    private final int number;
    private int at;

    private Lexer(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /// The line's tokens; none if it is empty or a comment.
    static List<Token> tokens(String line, int number) throws SourceError.Found {
        Lexer lexer = new Lexer(line, number);
        List<Token> tokens = new ArrayList<>();
        while (lexer.skipToToken()) tokens.add(lexer.token());
        return tokens;
    }

    private boolean skipToToken() {
        int start = at;
        while (at < line.length() && isSpace(line.charAt(at))) at++;
        boolean comment = at < line.length() && line.charAt(at) == '#' && (at == 0 || at > start);
        return at < line.length() && !comment;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private Token token() throws SourceError.Found {
        int start = at;
        if (line.startsWith("BLOCK:", at)) {
            at = line.length();
            String frame = line.substring(start).replaceFirst("[ \t]+$", "");
            int tab = frame.indexOf('\t');
            if (tab >= 0) throw fault(start + tab, "a raw frame holds no tab");
            return new Token(Kind.RAW, frame, start + 1, start + 1 + frame.length());
        }
        char c = line.charAt(at++);
        return switch (c) {
            case '|' -> made(Kind.BAR, "|", start);
            case '&' -> made(Kind.AMPERSAND, "&", start);
            case '(' -> made(Kind.OPEN, "(", start);
            case ')' -> made(Kind.CLOSE, ")", start);
            case '?' -> made(Kind.QUESTION, "?", start);
            case '*' -> made(Kind.STAR, digits(), start);
            case '[' -> made(Kind.SLICE, until(']', "slice", start), start);
            case '"', '\'' -> made(Kind.STRING, quoted(c, start), start);
            default -> wordOrArrow(start);
        };
    }

    private Token made(Kind kind, String text, int start) {
        return new Token(kind, text, start + 1, at + 1);
    }

    private String digits() {
        int start = at;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') at++;
        return line.substring(start, at);
    }

    private String until(char end, String what, int start) throws SourceError.Found {
        int close = line.indexOf(end, at);
        if (close < 0) throw fault(start, "this " + what + " does not end");
        String text = line.substring(at, close);
        at = close + 1;
        return text;
    }

    private String quoted(char quote, int start) throws SourceError.Found {
        int inner = at;
        while (at < line.length() && line.charAt(at) != quote) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= line.length()) throw fault(start, "this string does not end");
        return line.substring(inner, at++);
    }

    private Token wordOrArrow(int start) throws SourceError.Found {
        if (line.startsWith("->", start)) {
            at = start + 2;
            return made(Kind.ARROW, "->", start);
        }
        at = start;
        while (at < line.length() && isWordCharacter(at)) at++;
        if (at == start) throw fault(start, shown(line.codePointAt(start)) + " means nothing here");
        return made(Kind.WORD, line.substring(start, at), start);
    }

    private static String shown(int character) {
        return Character.isISOControl(character)
                ? "U+%04X".formatted(character)
                : "'" + Character.toString(character) + "'";
    }

    private boolean isWordCharacter(int index) {
        char c = line.charAt(index);
        if (c == '-' && line.startsWith("->", index)) return false;
        return c == '-' || c == '.' || c == ':' || c == '_' || c == '%' || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private SourceError.Found fault(int index, String message) {
        return new SourceError.Found(number, index + 1, message);
    }
}
