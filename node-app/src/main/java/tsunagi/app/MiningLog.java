package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Tells of searches for a nonce that take so long that somebody may wonder. Asked every
/// second, it speaks after five seconds of one search, after ten, after twenty and so
/// on, and then every minute.
final class MiningLog {
    /// Shorter ones log nothing but their block.
    static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private static final Duration FIRST_LINE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private Duration told = Duration.ZERO;
    private Duration due = FIRST_LINE;

    /// What there is to say now.
    ///
    /// @param searching how long the search under way has taken, 0 if there is none
    Optional<String> progress(Duration searching, double hashesPerSecond) {
        if (searching.compareTo(told) < 0) {
            due = FIRST_LINE;
            told = Duration.ZERO;
        }
        if (searching.compareTo(due) < 0) return Optional.empty();
        told = searching;
        due = searching.compareTo(LONGEST_SILENCE) < 0 ? due.multipliedBy(2) : searching.plus(LONGEST_SILENCE);
        return Optional.of("mining for " + searching.toSeconds() + " s, at " + rate(hashesPerSecond));
    }

    /// Says that a nonce was found, if that took long.
    static void found(Duration took, double hashesPerSecond) {
        if (took.compareTo(WORTH_A_WORD) < 0) return;
        LOG.info(
                "found the nonce after {} s, at {}",
                String.format(Locale.ROOT, "%.1f", took.toMillis() / 1e3),
                rate(hashesPerSecond));
    }

    /// As a person reads it: `57.9 MH/s`.
    static String rate(double hashesPerSecond) {
        if (hashesPerSecond >= 1e9) return String.format(Locale.ROOT, "%.1f GH/s", hashesPerSecond / 1e9);
        if (hashesPerSecond >= 1e6) return String.format(Locale.ROOT, "%.1f MH/s", hashesPerSecond / 1e6);
        return String.format(Locale.ROOT, "%.1f kH/s", hashesPerSecond / 1e3);
    }
}
