package tsunagi.conformance;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/// Splits a command line into flags with their values, and the patterns between them.
final class Flags {
    /// Flags without a value. The first is the one that all others follow,
    /// and says nothing by itself.
    static final List<String> SWITCHES = List.of("conformance", "update", "help", "dry-run", "fail-fast", "node");

    /// Flags that may be given several times.
    static final List<String> LISTS = List.of("skip", "without", "with", "rule", "only");

    /// Flags with one value.
    static final List<String> VALUES = List.of(
            "target",
            "level",
            "jobs",
            "timeout-factor",
            "repeat",
            "retries",
            "expect-fail",
            "expect-flaky",
            "junit",
            "json",
            "html",
            "golden",
            "rules",
            "seed",
            "for",
            "found",
            "shard",
            "rerun-failed",
            "implementations",
            "run-limit",
            "scenario-limit",
            "start-limit",
            "badge");

    /// The one flag whose value may be left out.
    static final String EXPLORE = "explore";

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

    /// The names of all flags.
    static List<String> all() {
        return options().getOptions().stream().map(Option::getLongOpt).toList();
    }

    private static Options options() {
        Options all = new Options();
        for (String name : SWITCHES)
            all.addOption(Option.builder(name.equals("help") ? "h" : null)
                    .longOpt(name)
                    .get());
        for (String name : LISTS)
            all.addOption(Option.builder().longOpt(name).hasArg().get());
        for (String name : VALUES)
            all.addOption(Option.builder().longOpt(name).hasArg().get());
        all.addOption(
                Option.builder().longOpt(EXPLORE).hasArg().optionalArg(true).get());
        return all;
    }

    private static List<String> names() {
        return all().stream().map("--"::concat).toList();
    }

    private static void refuseRepeated(CommandLine line) throws Misuse {
        List<String> once = new ArrayList<>(VALUES);
        once.add(EXPLORE);
        for (String name : once) {
            String[] values = line.getOptionValues(name);
            if (values == null || values.length <= 1) continue;
            throw new Misuse("--%s is given %s times, with %s: give it once"
                    .formatted(name, values.length, String.join(" and ", values)));
        }
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

    boolean has(String name) {
        return line.hasOption(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(line.getOptionValue(name));
    }

    List<String> values(String name) {
        String[] values = line.getOptionValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /// A time such as 90s, 2m or 1h.
    Duration time(String name) throws Misuse {
        String word = value(name).orElse("");
        Matcher matcher = TIME.matcher(word);
        if (!matcher.matches())
            throw new Misuse("--%s needs a time such as 90s, 2m or 1h, not '%s'".formatted(name, word));
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /// The path that a flag names, or null.
    @Nullable
    Path path(String flag) throws Misuse {
        @Nullable String word = value(flag).orElse(null);
        return word == null ? null : path("--" + flag, word);
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
