package tsunagi.conformance.script;

/// One piece of a line.
///
/// @param text   the word, what stands between quotes or brackets, the count after a star
/// @param column from 1
/// @param end    the column after the token
record Token(Kind kind, String text, int column, int end) {
    enum Kind {
        WORD("a word"),
        STRING("a string"),
        RAW("a raw frame"),
        ARROW("->"),
        BAR("|"),
        AMPERSAND("&"),
        OPEN("("),
        CLOSE(")"),
        QUESTION("?"),
        STAR("*"),
        SLICE("a slice");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
