package tsunagi.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.report.ReportFiles;
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

    /// Flags that name the places of reports.
    private static final Set<String> REPORTS = Set.of("conformance", "junit", "json", "html", "badge");

    /// Reports that a list has no verdicts for.
    private static final List<String> REPORTS_OF_RUNS = List.of("junit", "html", "badge");

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
            if (flags.has("help")) return new Help();
            List<String> command = end < 0 ? List.of() : words.subList(end + 1, words.size());
            if (end >= 0 && !flags.has("node")) throw new Misuse("words after -- are a node's command: add --node");
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
        refuseOthers(Set.of("rules"), CHECK);
        return new Check(places, Objects.requireNonNullElse(flags.path("rules"), home.resolve("PROTOCOL.md")));
    }

    private void refuseOthers(Set<String> allowed, String word) throws Misuse {
        for (String name : Flags.all()) {
            if (flags.has(name) && !allowed.contains(name))
                throw new Misuse("--%s has no meaning with %s: take it out".formatted(name, word));
        }
    }

    /// Reports that were written earlier, and what to do with them.
    private Join join() throws Misuse {
        List<String> words = flags.patterns();
        List<Path> files = new ArrayList<>();
        for (String word : words.subList(1, words.size())) files.add(Flags.path(words.getFirst(), word));
        if (files.size() < 2) throw new Misuse(words.getFirst() + " needs two reports or more, files of --json");
        refuseOthers(REPORTS, words.getFirst());
        return new Join(words.getFirst().equals(MERGE), files, reports());
    }

    private ReportFiles reports() throws Misuse {
        return new ReportFiles(flags.path("junit"), flags.path("json"), flags.path("html"), flags.path("badge"));
    }

    private Options options(Target defaultTarget, Path home) throws Misuse {
        Exploring explore = explore();
        if (explore == null && !Wanted.isSaid(flags))
            throw new Misuse("which scenarios? an id, a glob, 'all' or 'list'");
        if (task() == Options.Task.LIST) {
            for (String report : REPORTS_OF_RUNS) {
                if (flags.has(report)) throw new Misuse("--%s has no meaning with list: take it out".formatted(report));
            }
        }
        return new Options(
                words,
                Wanted.of(flags),
                task(),
                explore,
                new LineupWords(flags, command).of(defaultTarget),
                again(),
                count("jobs", 2 * Runtime.getRuntime().availableProcessors()),
                factor("timeout-factor"),
                count("repeat", 1),
                retries(),
                flags.has("fail-fast"),
                time("run-limit"),
                new Conditions.Limits(
                        time("start-limit").orElse(Conditions.Limits.USUAL.start()), time("scenario-limit")),
                reports(),
                Objects.requireNonNullElse(flags.path("golden"), home.resolve("golden")),
                Objects.requireNonNullElse(flags.path("rules"), home.resolve("PROTOCOL.md")));
    }

    private Optional<Duration> time(String flag) throws Misuse {
        return flags.has(flag) ? Optional.of(flags.time(flag)) : Optional.empty();
    }

    private Options.Task task() {
        if (flags.patterns().contains(LIST)) return Options.Task.LIST;
        if (flags.has("update")) return Options.Task.UPDATE;
        return flags.has("dry-run") ? Options.Task.DRY_RUN : Options.Task.PLAY;
    }

    private @Nullable Exploring explore() throws Misuse {
        if (flags.has(Flags.EXPLORE)) {
            return Exploring.of(flags, Objects.requireNonNullElse(flags.path("found"), Path.of("explored")));
        }
        for (String only : List.of("seed", "for", "found")) {
            if (flags.has(only)) throw new Misuse("--%s has no meaning without --explore".formatted(only));
        }
        return null;
    }

    /// What decides the verdict of a scenario; how many at once and where reports go does not.
    private String again() {
        StringBuilder again = new StringBuilder();
        for (String name : List.of(
                "target",
                "implementations",
                "level",
                "timeout-factor",
                "start-limit",
                "scenario-limit",
                "golden",
                "rules")) {
            flags.value(name).ifPresent(value -> append(again, name, value));
        }
        for (String name : List.of("with", "without")) {
            flags.values(name).forEach(value -> append(again, name, value));
        }
        if (flags.has("node")) {
            again.append(" --node --");
            command.forEach(word -> again.append(' ').append(Program.quoted(word)));
        }
        return again.toString();
    }

    private static void append(StringBuilder again, String flag, String value) {
        again.append(" --").append(flag).append(' ').append(Program.quoted(value));
    }

    private int retries() throws Misuse {
        return flags.value("retries").orElse("0").equals("0") ? 0 : count("retries", 0);
    }

    private int count(String flag, int otherwise) throws Misuse {
        String word = flags.value(flag).orElse(String.valueOf(otherwise));
        if (!word.matches("[1-9]\\d{0,5}"))
            throw new Misuse("--%s needs a whole number from 1 to 999999, not '%s'".formatted(flag, word));
        return Integer.parseInt(word);
    }

    private double factor(String flag) throws Misuse {
        String word = flags.value(flag).orElse("1");
        if (!word.matches("\\d{1,4}(\\.\\d{1,4})?") || Double.parseDouble(word) <= 0) {
            throw new Misuse("--%s needs a positive number such as 2 or 1.5, not '%s'".formatted(flag, word));
        }
        return Double.parseDouble(word);
    }
}
