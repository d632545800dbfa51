package tsunagi.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.report.ReportForm;
import tsunagi.conformance.target.Target;

/// Reads the words that follow `--conformance`.
final class CommandLine {
    /// What a command line turned out to be.
    sealed interface Result permits Understood, Join, Check, Wrong, Help {}

    /// Reports are read, and nothing is played.
    ///
    /// @param merge whether they are parts of one run; else they are compared
    record Join(boolean merge, List<Path> files, ReportFiles reports) implements Result {}

    /// Transcripts are read, and nothing is played.
    ///
    /// @param places files and directories
    /// @param rules  the page whose rules they name
    record Check(List<Path> places, Path rules) implements Result {}

    record Understood(Options options) implements Result {}

    record Wrong(String message) implements Result {}

    record Help() implements Result {}

    /// The word that asks for a table instead of a run.
    static final String LIST = "list";

    /// What ends the kit's own words: a node's command follows.
    private static final String COMMAND_FOLLOWS = "--";

    private final Flags flags;
    private final List<String> command;
    private final List<String> words;

    private CommandLine(Flags flags, List<String> command, List<String> words) {
        this.flags = flags;
        this.command = command;
        this.words = words;
    }

    /// The word that joins reports instead of playing.
    static final String MERGE = "merge";

    /// The word that sets reports next to each other.
    static final String COMPARE = "compare";

    /// The word that reads transcripts for their authors.
    static final String CHECK = "check";

    /// @param home where `golden/` and `PROTOCOL.md` are, unless the words say otherwise
    static Result parse(List<String> words, Target defaultTarget, Path home) {
        try {
            int end = words.indexOf(COMMAND_FOLLOWS);
            List<String> own = end < 0 ? words : words.subList(0, end);
            Flags flags = Flags.of(own);
            if (flags.has(Flag.HELP)) return new Help();
            List<String> command = end < 0 ? List.of() : words.subList(end + 1, words.size());
            if (end >= 0 && !flags.has(Flag.NODE)) throw new Misuse("words after -- are a node's command: add --node");
            CommandLine line = new CommandLine(flags, command, words);
            List<String> patterns = flags.patterns();
            if (!patterns.isEmpty() && patterns.getFirst().equals(CHECK)) return line.check(home);
            if (!patterns.isEmpty() && List.of(MERGE, COMPARE).contains(patterns.getFirst())) return line.join();
            return new Understood(line.options(defaultTarget, home));
        } catch (Misuse e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Check check(Path home) throws Misuse {
        List<Path> places = new ArrayList<>();
        for (String word : flags.patterns().subList(1, flags.patterns().size())) places.add(Flags.path(CHECK, word));
        if (places.isEmpty()) throw new Misuse("check needs a transcript or a directory of transcripts");
        flags.refuse(flag -> flag != Flag.RULES, form -> true, "with check: take it out");
        return new Check(places, Objects.requireNonNullElse(flags.path(Flag.RULES), home.resolve("PROTOCOL.md")));
    }

    /// Reports that were written earlier, and what to do with them.
    private Join join() throws Misuse {
        List<String> words = flags.patterns();
        List<Path> files = new ArrayList<>();
        for (String word : words.subList(1, words.size())) files.add(Flags.path(words.getFirst(), word));
        if (files.size() < 2) throw new Misuse(words.getFirst() + " needs two reports or more, files of --json");
        flags.refuse(flag -> flag != Flag.CONFORMANCE, form -> false, "with " + words.getFirst() + ": take it out");
        return new Join(words.getFirst().equals(MERGE), files, flags.reports());
    }

    private Options options(Target defaultTarget, Path home) throws Misuse {
        Exploring explore = explore();
        if (explore == null && !Wanted.isSaid(flags))
            throw new Misuse("which scenarios? an id, a glob, 'all' or 'list'");
        // A list has no verdicts.
        if (task() == Options.Task.LIST)
            flags.refuse(flag -> false, form -> form != ReportForm.JSON, "with list: take it out");
        return new Options(
                words,
                Wanted.of(flags),
                task(),
                explore,
                new LineupWords(flags, command).of(defaultTarget),
                again(),
                count(Flag.JOBS, 2 * Runtime.getRuntime().availableProcessors()),
                factor(Flag.TIMEOUT_FACTOR),
                count(Flag.REPEAT, 1),
                retries(),
                flags.has(Flag.FAIL_FAST),
                time(Flag.RUN_LIMIT),
                new Conditions.Limits(
                        time(Flag.START_LIMIT).orElse(Conditions.Limits.USUAL.start()), time(Flag.SCENARIO_LIMIT)),
                flags.reports(),
                Objects.requireNonNullElse(flags.path(Flag.GOLDEN), home.resolve("golden")),
                Objects.requireNonNullElse(flags.path(Flag.RULES), home.resolve("PROTOCOL.md")),
                lists());
    }

    private List<Path> lists() throws Misuse {
        List<Path> lists = new ArrayList<>();
        for (Flag flag : List.of(Flag.IMPLEMENTATIONS, Flag.RERUN_FAILED)) {
            @Nullable Path file = flags.path(flag);
            if (file != null) lists.add(file);
        }
        for (String word : flags.patterns()) {
            if (word.charAt(0) == Wanted.LIST_FILE) lists.add(Flags.path("@", word.substring(1)));
        }
        return lists;
    }

    private Optional<Duration> time(Flag flag) throws Misuse {
        return flags.has(flag) ? Optional.of(flags.time(flag)) : Optional.empty();
    }

    private Options.Task task() {
        if (flags.patterns().contains(LIST)) return Options.Task.LIST;
        if (flags.has(Flag.UPDATE)) return Options.Task.UPDATE;
        return flags.has(Flag.DRY_RUN) ? Options.Task.DRY_RUN : Options.Task.PLAY;
    }

    private @Nullable Exploring explore() throws Misuse {
        if (flags.has(Flag.EXPLORE)) {
            return Exploring.of(flags, Objects.requireNonNullElse(flags.path(Flag.FOUND), Path.of("explored")));
        }
        flags.refuse(flag -> flag.use == Flag.Use.EXPLORATION, form -> false, "without --explore");
        return null;
    }

    /// What decides the verdict of a scenario; how many at once and where reports go does not.
    private String again() {
        StringBuilder again = new StringBuilder();
        for (Flag flag : Flag.values()) {
            if (!flag.use.isVerdict()) continue;
            flags.values(flag)
                    .forEach(value ->
                            again.append(" --").append(flag.word()).append(' ').append(Program.quoted(value)));
        }
        if (flags.has(Flag.NODE)) {
            again.append(" --node --");
            command.forEach(word -> again.append(' ').append(Program.quoted(word)));
        }
        return again.toString();
    }

    private int retries() throws Misuse {
        return flags.value(Flag.RETRIES).orElse("0").equals("0") ? 0 : count(Flag.RETRIES, 0);
    }

    private int count(Flag flag, int otherwise) throws Misuse {
        String word = flags.value(flag).orElse(String.valueOf(otherwise));
        if (!word.matches("[1-9]\\d{0,5}"))
            throw new Misuse("--%s needs a whole number from 1 to 999999, not '%s'".formatted(flag.word(), word));
        return Integer.parseInt(word);
    }

    private double factor(Flag flag) throws Misuse {
        String word = flags.value(flag).orElse("1");
        return Conditions.factor(word)
                .orElseThrow(
                        () -> new Misuse("--%s needs %s, not '%s'".formatted(flag.word(), Conditions.FACTOR, word)));
    }
}
