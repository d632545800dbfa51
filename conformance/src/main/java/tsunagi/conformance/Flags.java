package tsunagi.conformance;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.report.ReportForm;

/// Splits a command line into flags with their values, and the patterns between them.
final class Flags {
    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4})(s|m|h)");

    private final CommandLine line;

    private Flags(CommandLine line) {
        this.line = line;
    }

    static Flags of(List<String> words) throws Misuse {
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options(), words.toArray(String[]::new));
            refuseRepeated(line);
            return new Flags(line);
        } catch (ParseException e) {
            throw new Misuse(complaint(e));
        }
    }

    private static Options options() {
        Options all = new Options();
        for (Flag flag : Flag.values()) {
            Option.Builder option =
                    Option.builder(flag == Flag.HELP ? "h" : null).longOpt(flag.word());
            all.addOption(
                    switch (flag.takes) {
                        case NOTHING -> option.get();
                        case ONE, MANY -> option.hasArg().get();
                        case PERHAPS_ONE -> option.hasArg().optionalArg(true).get();
                    });
        }
        for (ReportForm form : ReportForm.values())
            all.addOption(Option.builder().longOpt(form.flag()).hasArg().get());
        return all;
    }

    private static List<String> names() {
        return options().getOptions().stream()
                .map(option -> "--" + option.getLongOpt())
                .toList();
    }

    private static void refuseRepeated(CommandLine line) throws Misuse {
        for (Option option : options().getOptions()) {
            String name = option.getLongOpt();
            String[] values = line.getOptionValues(name);
            if (values == null || values.length <= 1 || isList(name)) continue;
            throw new Misuse("--%s is given %s times, with %s: give it once"
                    .formatted(name, values.length, String.join(" and ", values)));
        }
    }

    private static boolean isList(String name) {
        return Arrays.stream(Flag.values())
                .anyMatch(flag -> flag.takes == Flag.Takes.MANY && flag.word().equals(name));
    }

    /// Refuses the flags, of reports too, that have no meaning.
    ///
    /// @param where what the user says instead of them
    void refuse(Predicate<Flag> unwanted, Predicate<ReportForm> unwantedForm, String where) throws Misuse {
        for (Flag flag : Flag.values()) {
            if (has(flag) && unwanted.test(flag)) throw noMeaning(flag.word(), where);
        }
        for (ReportForm form : ReportForm.values()) {
            if (line.hasOption(form.flag()) && unwantedForm.test(form)) throw noMeaning(form.flag(), where);
        }
    }

    private static Misuse noMeaning(String flag, String where) {
        return new Misuse("--%s has no meaning %s".formatted(flag, where));
    }

    private static String complaint(ParseException e) {
        return switch (e) {
            case UnrecognizedOptionException unknown ->
                "unknown flag " + unknown.getOption() + Similar.question(unknown.getOption(), names());
            case MissingArgumentException missing -> "--" + missing.getOption().getLongOpt() + " needs a value";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// What is no flag and no flag's value.
    List<String> patterns() {
        return line.getArgList();
    }

    boolean has(Flag flag) {
        return line.hasOption(flag.word());
    }

    Optional<String> value(Flag flag) {
        return Optional.ofNullable(line.getOptionValue(flag.word()));
    }

    List<String> values(Flag flag) {
        String[] values = line.getOptionValues(flag.word());
        return values == null ? List.of() : List.of(values);
    }

    /// Where the reports go that are asked for.
    ReportFiles reports() throws Misuse {
        Map<ReportForm, Path> places = new EnumMap<>(ReportForm.class);
        for (ReportForm form : ReportForm.values()) {
            @Nullable String word = line.getOptionValue(form.flag());
            if (word != null) places.put(form, path("--" + form.flag(), word));
        }
        return new ReportFiles(places);
    }

    /// A time such as 90s, 2m or 1h.
    Duration time(Flag flag) throws Misuse {
        String word = value(flag).orElse("");
        Matcher matcher = TIME.matcher(word);
        if (!matcher.matches())
            throw new Misuse("--%s needs a time such as 90s, 2m or 1h, not '%s'".formatted(flag.word(), word));
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /// The path that a flag names, or null.
    @Nullable
    Path path(Flag flag) throws Misuse {
        @Nullable String word = value(flag).orElse(null);
        return word == null ? null : path("--" + flag.word(), word);
    }

    /// @param what names the word in a complaint
    static Path path(String what, String word) throws Misuse {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new Misuse("%s: '%s' is no path: %s".formatted(what, word, e.getReason()));
        }
    }
}
