package tsunagi.app.words;

import java.util.OptionalLong;

/// Reads whole numbers by the one rule of the terminal, the API and the explorer: decimal
/// digits, with no zero in front of other digits. So `6` is a height, and `006` can only be
/// the beginning of a hash.
public final class Decimal {
    /// What a number looks like, a negative one too.
    public static final String PATTERN = "0|-?[1-9][0-9]*";

    /// The number that a text is, if it is one of 63 bits and not negative.
    public static OptionalLong of(String text) {
        if (!text.matches(PATTERN) || text.startsWith("-")) return OptionalLong.empty();
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private Decimal() {}
}
