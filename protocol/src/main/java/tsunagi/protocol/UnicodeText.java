package tsunagi.protocol;

/// What a Java string must be to have a UTF-8 form.
final class UnicodeText {
    /// Whether every surrogate of `text` is half of a pair. JSON escapes can spell lone ones,
    /// and Java strings can hold them, but UTF-8, and so the wire, cannot (2.7).
    static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    static void requireWellFormed(String member, String text) {
        if (!isWellFormed(text)) throw new IllegalArgumentException(member + " holds a lone surrogate");
    }

    private UnicodeText() {}
}
