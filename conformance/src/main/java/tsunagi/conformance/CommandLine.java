package tsunagi.conformance;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.target.TargetSpec;

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
        for (String word : flags.patterns().subList(1, flags.patterns().size())) places.add(path(CHECK, word));
        if (places.isEmpty()) throw new Misuse("check needs a transcript or a directory of transcripts");
        refuseOthers(Set.of("rules"), CHECK);
        return new Check(places, Objects.requireNonNullElse(path("rules"), home.resolve("PROTOCOL.md")));
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
        for (String word : words.subList(1, words.size())) files.add(path(words.getFirst(), word));
        if (files.size() < 2) throw new Misuse(words.getFirst() + " needs two reports or more, files of --json");
        refuseOthers(REPORTS, words.getFirst());
        return new Join(words.getFirst().equals(MERGE), files, reports());
    }

    private ReportFiles reports() throws Misuse {
        return new ReportFiles(path("junit"), path("json"), path("html"), path("badge"));
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
                lineup(defaultTarget, explore != null),
                again(),
                count("jobs", 2 * Runtime.getRuntime().availableProcessors()),
                factor("timeout-factor"),
                count("repeat", 1),
                flags.has("retries") ? count("retries", 1) : 0,
                flags.has("fail-fast"),
                time("run-limit"),
                new Conditions.Limits(
                        time("start-limit").orElse(Conditions.Limits.USUAL.start()), time("scenario-limit")),
                reports(),
                Objects.requireNonNullElse(path("golden"), home.resolve("golden")),
                Objects.requireNonNullElse(path("rules"), home.resolve("PROTOCOL.md")));
    }

    private Optional<Duration> time(String flag) throws Misuse {
        return flags.has(flag) ? Optional.of(flags.time(flag)) : Optional.empty();
    }

    private Options.Task task() {
        if (flags.patterns().contains(LIST)) return Options.Task.LIST;
        if (flags.has("update")) return Options.Task.UPDATE;
        return flags.has("dry-run") ? Options.Task.DRY_RUN : Options.Task.PLAY;
    }

    private Options.Lineup lineup(Target defaultTarget, boolean explores) throws Misuse {
        @Nullable Path file = path("implementations");
        if (file != null) return lineup(file);
        if (flags.has("only")) throw new Misuse("--only has no meaning without --implementations");
        boolean update = flags.has("update");
        if (update && (flags.has("target") || flags.has("node"))) {
            throw new Misuse("--update records what this program does: it never runs against another target");
        }
        @Nullable String said = flags.value("target").orElse(null);
        Target target = defaultTarget;
        if (flags.has("node")) {
            if (command.isEmpty()) throw new Misuse("--node needs -- and the words of the command behind it");
            if (said != null) throw new Misuse("--node and --target both name the node: give one of them");
            target = argv();
            said = "cmd:" + command.stream().map(Program::quoted).collect(Collectors.joining(" "));
        } else if (said != null) {
            target = target("--target", said);
        }
        Implementation own =
                Implementation.underTest(said == null ? "this program" : said, target, level(), without(), lists());
        return new Options.Lineup(List.of(own), partners(update, explores));
    }

    private Target argv() throws Misuse {
        return switch (TargetSpec.command(command)) {
            case TargetSpec.Known known -> known.target();
            case TargetSpec.Unknown unknown -> throw new Misuse("--node: " + unknown.message());
        };
    }

    private Implementation.Lists lists() throws Misuse {
        return new Implementation.Lists(path("expect-fail"), path("expect-flaky"));
    }

    private Options.Lineup lineup(Path file) throws Misuse {
        for (String other : List.of("target", "node", "with", "without", "expect-fail", "expect-flaky", "update")) {
            if (flags.has(other)) {
                throw new Misuse("--%s has no meaning with --implementations: the file says it".formatted(other));
            }
        }
        List<Implementation> all = Implementations.read(file, level());
        List<String> only = flags.values("only");
        for (String name : only) {
            if (all.stream().noneMatch(one -> one.name().equals(name))) {
                List<String> names = all.stream().map(Implementation::name).toList();
                throw new Misuse(
                        "--only: %s has no implementation %s, only %s".formatted(file, name, String.join(", ", names)));
            }
        }
        List<Implementation> judged = all.stream()
                .filter(one -> only.isEmpty() || only.contains(one.name()))
                .toList();
        return new Options.Lineup(judged, all);
    }

    private @Nullable Exploring explore() throws Misuse {
        if (flags.has(Flags.EXPLORE)) {
            return Exploring.of(flags, Objects.requireNonNullElse(path("found"), Path.of("explored")));
        }
        for (String only : List.of("seed", "for", "found")) {
            if (flags.has(only)) throw new Misuse("--%s has no meaning without --explore".formatted(only));
        }
        return null;
    }

    /// What decides the verdict of a scenario; how many at once and where reports go does not.
    private String again() {
        StringBuilder again = new StringBuilder();
        for (String name :
                List.of("target", "implementations", "level", "timeout-factor", "start-limit", "golden", "rules")) {
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

    private Set<Need> without() throws Misuse {
        Set<Need> without = EnumSet.noneOf(Need.class);
        for (String value : flags.values("without")) {
            for (String word : value.split(",", -1)) without.add(Needs.named(word.strip()));
        }
        return without;
    }

    private @Nullable Path path(String flag) throws Misuse {
        @Nullable String word = flags.value(flag).orElse(null);
        return word == null ? null : path("--" + flag, word);
    }

    private static Path path(String what, String word) throws Misuse {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new Misuse("%s: '%s' is no path: %s".formatted(what, word, e.getReason()));
        }
    }

    private static Target target(String flag, String text) throws Misuse {
        return switch (TargetSpec.parse(text)) {
            case TargetSpec.Known known -> known.target();
            case TargetSpec.Unknown unknown -> throw new Misuse(flag + ": " + unknown.message());
        };
    }

    private List<Implementation> partners(boolean update, boolean explores) throws Misuse {
        List<Implementation> partners = new ArrayList<>();
        for (String text : flags.values("with")) {
            if (update) throw new Misuse("--update records what this program does alone: take --with out");
            if (explores) throw new Misuse("--explore plays with one node at a time: take --with out");
            Implementation partner = partner(text);
            if (partners.stream().anyMatch(one -> one.name().equals(partner.name()))) {
                throw new Misuse(
                        "--with names %s twice: give each partner a name of its own".formatted(partner.name()));
            }
            partners.add(partner);
        }
        return partners;
    }

    private Implementation partner(String text) throws Misuse {
        int end = text.indexOf('=');
        String name = end < 0 ? "" : text.substring(0, end);
        if (name.equals(Target.Member.UNDER_TEST)) {
            throw new Misuse("--with: '%s' is the node under test: give its partner another name".formatted(name));
        }
        if (!Implementations.isName(name)) {
            throw new Misuse("--with needs NAME=TARGET, such as zig='cmd:…', not '%s'".formatted(text));
        }
        String said = text.substring(end + 1);
        Target target = target("--with " + name, said);
        if (target.isFreshEachTime()) {
            return new Implementation(name, said, target, List.of(), level(), Set.of(), Implementation.Lists.NONE, 1);
        }
        throw new Misuse(
                "--with %s: a partner needs a fresh node for each scenario: use cmd: or docker:".formatted(name));
    }

    private Level level() throws Misuse {
        String word = flags.value("level").orElse(Level.MUST.name());
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Misuse("a level is MUST, SHOULD, MAY or EXTENSION, not " + word));
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
