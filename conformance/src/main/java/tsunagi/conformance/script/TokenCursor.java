package tsunagi.conformance.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Token.Kind;

/// Walks the tokens of one line and says what it wanted instead.
final class TokenCursor {
    private final List<Token> tokens;
    private final int line;
    private int at;

    TokenCursor(List<Token> tokens, int line) {
        this.tokens = tokens;
        this.line = line;
    }

    int line() {
        return line;
    }

    @Nullable
    Token peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    /// Where the next token begins, or the line ends.
    int column() {
        Token token = peek();
        return token == null ? endBefore() : token.column();
    }

    /// Where the token passed last ends.
    int endBefore() {
        return at == 0 ? 1 : tokens.get(at - 1).end();
    }

    boolean atEnd() {
        return at == tokens.size();
    }

    /// Whether the next token is of this kind.
    boolean sees(Kind kind) {
        Token token = peek();
        return token != null && token.kind() == kind;
    }

    boolean seesWord(String word) {
        Token token = peek();
        return token != null && token.isWord(word);
    }

    /// The next token if it is of this kind, passing it.
    @Nullable
    Token take(Kind kind) {
        Token token = peek();
        if (token == null || token.kind() != kind) return null;
        at++;
        return token;
    }

    /// The same for a token that belongs to the one before it, with no space between.
    @Nullable
    Token takeAttached(Kind kind) throws SourceError.Found {
        Token token = peek();
        if (token != null && token.kind() == kind && token.column() != endBefore()) {
            throw fault(token, "no space stands before " + kind.words());
        }
        return take(kind);
    }

    boolean takeWord(String word) {
        if (!seesWord(word)) return false;
        at++;
        return true;
    }

    Token next(String wanted) throws SourceError.Found {
        Token token = peek();
        if (token == null) throw fault(wanted + " belongs here, but the line ends");
        at++;
        return token;
    }

    Token expect(Kind kind, String wanted) throws SourceError.Found {
        Token token = next(wanted);
        if (token.kind() != kind) throw fault(token, "%s belongs here, not %s".formatted(wanted, shown(token)));
        return token;
    }

    String word(String wanted) throws SourceError.Found {
        return expect(Kind.WORD, wanted).text();
    }

    void expectWord(String word) throws SourceError.Found {
        Token token = next("'" + word + "'");
        if (!token.isWord(word)) throw fault(token, "'%s' belongs here, not %s".formatted(word, shown(token)));
    }

    void expectEnd() throws SourceError.Found {
        Token token = peek();
        if (token != null) throw fault(token, "nothing may follow here, but there is " + shown(token));
    }

    /// A fault at the next token.
    SourceError.Found fault(String message) {
        Token token = peek();
        if (token != null) return fault(token, message);
        int end = tokens.isEmpty() ? 1 : tokens.getLast().end();
        return new SourceError.Found(line, end, message);
    }

    /// A fault at the token passed last.
    SourceError.Found faultBefore(String message) {
        return at == 0 ? fault(message) : fault(tokens.get(at - 1), message);
    }

    /// A fault of the line as a whole.
    SourceError.Found faultAtFirst(String message) {
        return fault(tokens.getFirst(), message);
    }

    SourceError.Found fault(Token token, String message) {
        return new SourceError.Found(line, token.column(), message);
    }

    private static String shown(Token token) {
        return token.kind() == Kind.WORD
                ? "'" + token.text() + "'"
                : token.kind().words();
    }
}
