package tsunagi.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// How far an exploration goes.
///
/// @param seed      of the first exchange; the others have those that follow it
/// @param exchanges how many at most
/// @param time      after which no other exchange begins
/// @param found     the directory for the transcript of what is found
record Exploring(long seed, int exchanges, Duration time, Path found) {
    /// What is played where neither a number nor a time is asked for.
    private static final int USUAL = 100;

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern SEED = Pattern.compile("\\d{1,18}");

    static Exploring of(Flags flags, Path found) throws Misuse {
        if (!flags.patterns().isEmpty()) {
            throw new Misuse(
                    "--explore plays exchanges of its own: take out '%s', or give the number of exchanges right after --explore"
                            .formatted(flags.patterns().getFirst()));
        }
        if (flags.has(Flag.UPDATE))
            throw new Misuse("--update records transcripts, and --explore plays none: give one of them");
        flags.refuse(flag -> flag.use.isOfTranscripts(), form -> true, "with --explore: take it out");
        String number = flags.value(Flag.EXPLORE).orElse("");
        String time = flags.value(Flag.FOR).orElse("");
        int otherwise = time.isEmpty() ? USUAL : MOST;
        return new Exploring(
                seed(flags.value(Flag.SEED).orElse("")),
                number.isEmpty() ? otherwise : exchanges(number),
                time.isEmpty() ? LONGEST : flags.time(Flag.FOR),
                found);
    }

    private static int exchanges(String word) throws Misuse {
        if (word.matches("[1-9]\\d{0,5}")) return Integer.parseInt(word);
        throw new Misuse("--explore needs a whole number of exchanges from 1 to 999999, not '%s'".formatted(word));
    }

    private static long seed(String word) throws Misuse {
        if (word.isEmpty()) return System.currentTimeMillis();
        if (SEED.matcher(word).matches()) return Long.parseLong(word);
        throw new Misuse("--seed needs a whole number of 18 digits at most, not '%s'".formatted(word));
    }
}
