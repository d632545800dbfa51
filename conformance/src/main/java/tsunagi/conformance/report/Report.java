package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Tally;

/// A run as a value. All files that a run leaves are written from it, and the JSON file holds all
/// of it.
///
/// @param firstCheck what the first check found
/// @param setAside   the faults that scenarios about other rules set aside, in words
/// @param cases      one for each scenario
/// @param rules      of PROTOCOL.md
public record Report(Run run, List<First> firstCheck, List<String> setAside, List<Case> cases, List<Rule> rules) {
    private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /// What was judged, by what, and how.
    ///
    /// @param name        what results call the implementation; `target` if nothing names it
    /// @param target      as `--target` says it, or the kit's own program
    /// @param version     what the implementation's version command printed; empty if none is known
    /// @param kit         version of the kit
    /// @param level       up to which failures count
    /// @param flags       the command line
    /// @param transcripts SHA-256 over all transcripts that were at hand, in hex
    /// @param started     the time in UTC, as ISO 8601 writes it
    /// @param host        system, processors, and Java
    public record Run(
            String name,
            String target,
            String version,
            String kit,
            String level,
            List<String> flags,
            String transcripts,
            String started,
            String host) {
        public Run {
            flags = List.copyOf(flags);
        }

        /// Which part of what was selected was played, such as `2/4`; empty if all was.
        private String shard() {
            int at = own().indexOf("--shard");
            if (at >= 0 && at + 1 < own().size()) return flags.get(at + 1);
            return own().stream()
                    .filter(word -> word.startsWith("--shard="))
                    .findFirst()
                    .map(word -> word.substring("--shard=".length()))
                    .orElse("");
        }

        /// The same of the whole, when all parts are there.
        private List<String> flagsWithoutShard() {
            List<String> whole = new ArrayList<>(own());
            int at = whole.indexOf("--shard");
            if (at >= 0) whole.subList(at, Math.min(at + 2, whole.size())).clear();
            whole.removeIf(word -> word.startsWith("--shard="));
            whole.addAll(flags.subList(own().size(), flags.size()));
            return whole;
        }

        /// The kit's words. Those behind `--` are a node's command.
        private List<String> own() {
            int end = flags.indexOf("--");
            return end < 0 ? flags : flags.subList(0, end);
        }

        /// Whether the implementation has a name of its own.
        public boolean isNamed() {
            return !name.equals(Target.Member.UNDER_TEST);
        }
    }

    /// A finding of the first check.
    public record First(String rule, String fault, String advice) {}

    /// A rule of PROTOCOL.md.
    ///
    /// @param words what it says
    public record Rule(String number, String words, boolean visible) {}

    /// One scenario and what came of it.
    ///
    /// @param kills    mutants that must fail it
    /// @param nodes    the nodes that it starts
    /// @param verdict  pass, fail, inconclusive or skipped
    /// @param line     of the transcript where it failed; 0 if it did not
    /// @param reason   why it did not pass, or not at once
    /// @param fault    whose doing a failure is, if several nodes took part and it is known
    /// @param expected the frames that a failed expectation takes
    /// @param actual   the frame that came instead
    /// @param note     where two forms of the same block differ
    /// @param compared the expected frame and the actual one, member by member
    /// @param rounds   of several rounds each; empty for a run of one
    /// @param source   the transcript's lines
    /// @param killers  the expectations that are known to fail mutants
    /// @param logs     the last words of each node
    public record Case(
            String id,
            String title,
            Level level,
            List<String> rules,
            List<String> kills,
            List<String> nodes,
            String verdict,
            Judgement.Kind kind,
            long milliseconds,
            int line,
            String reason,
            @Nullable Fault fault,
            List<String> expected,
            @Nullable String actual,
            String note,
            List<Comparison.Row> compared,
            List<Round> rounds,
            List<String> source,
            List<Killer> killers,
            List<Event> wire,
            List<Log> logs) {
        /// Whether its verdict is a pass, also one that was not expected.
        boolean passed() {
            return verdict.equals("pass");
        }

        /// Whether it was played.
        boolean played() {
            return !verdict.equals("skipped");
        }

        /// The same with another exchange.
        Case with(List<Event> events) {
            return new Case(
                    id,
                    title,
                    level,
                    rules,
                    kills,
                    nodes,
                    verdict,
                    kind,
                    milliseconds,
                    line,
                    reason,
                    fault,
                    expected,
                    actual,
                    note,
                    compared,
                    rounds,
                    source,
                    killers,
                    events,
                    logs);
        }

        /// The line that failed, as the transcript has it.
        String failedLine() {
            return line >= 1 && line <= source.size() ? source.get(line - 1) : "";
        }
    }

    /// What came of one round of several.
    public record Round(Judgement.Kind kind, String reason, long milliseconds) {}

    /// The mutants that a line of the transcript fails.
    public record Killer(int line, List<String> mutants) {}

    /// One thing that happened.
    ///
    /// @param microseconds since the scenario began
    /// @param line         of the transcript that was under way
    /// @param kind         data, fence or event
    /// @param to           empty for what concerns one end alone
    /// @param text         what happened, or the name of the bytes
    /// @param bytes        as the notation writes them
    public record Event(long microseconds, int line, String kind, String from, String to, String text, String bytes) {}

    /// What a node printed last.
    public record Log(String node, String text) {}

    public Report {
        firstCheck = List.copyOf(firstCheck);
        setAside = List.copyOf(setAside);
        cases = List.copyOf(cases);
        rules = List.copyOf(rules);
    }

    /// The scenarios that make the run red or leave it open, in their order.
    public List<String> failed() {
        return cases.stream()
                .filter(one -> one.kind().isUnexpected() || one.kind() == Judgement.Kind.INCONCLUSIVE)
                .map(Case::id)
                .toList();
    }

    /// Its numbers.
    public Tally tally() {
        List<Tally.Counted> counted = cases.stream()
                .map(one -> new Tally.Counted(one.kind(), one.passed(), one.played(), one.level(), one.rules()))
                .toList();
        Set<String> visible =
                rules.stream().filter(Rule::visible).map(Rule::number).collect(Collectors.toSet());
        int rounds = cases.stream().mapToInt(one -> one.rounds().size()).max().orElse(0);
        return new Tally(counted, visible, Math.max(1, rounds));
    }

    /// Why two reports cannot be parts of one run; empty if they can.
    private Optional<String> strangeTo(Report other) {
        if (!run.name().equals(other.run.name())) return unlike("implementations", run.name(), other.run.name());
        if (!run.target().equals(other.run.target())) return unlike("targets", run.target(), other.run.target());
        if (!run.version().equals(other.run.version())) return unlike("versions", run.version(), other.run.version());
        if (!run.level().equals(other.run.level())) return unlike("levels", run.level(), other.run.level());
        if (!run.transcripts().equals(other.run.transcripts())) {
            return unlike("transcripts (by their sum)", run.transcripts(), other.run.transcripts());
        }
        Set<String> own = cases.stream().map(Case::id).collect(Collectors.toSet());
        return other.cases.stream()
                .map(Case::id)
                .filter(own::contains)
                .findFirst()
                .map(id -> "both hold the scenario " + id);
    }

    private static Optional<String> unlike(String what, String one, String other) {
        return Optional.of("they are of different %s: '%s' and '%s'".formatted(what, one, other));
    }

    /// A sentence about a shard that is not there; empty if there are none, or all.
    private static Optional<String> missingShard(List<Report> parts) {
        Map<Integer, Set<Integer>> byCount = new TreeMap<>();
        for (Report part : parts) {
            Matcher shard = SHARD.matcher(part.run.shard());
            if (!shard.matches()) continue;
            byCount.computeIfAbsent(Integer.valueOf(shard.group(2)), count -> new TreeSet<>())
                    .add(Integer.valueOf(shard.group(1)));
        }
        return byCount.entrySet().stream()
                .flatMap(entry -> IntStream.rangeClosed(1, entry.getKey())
                        .filter(number -> !entry.getValue().contains(number))
                        .mapToObj(number -> "shard %s/%s is missing".formatted(number, entry.getKey())))
                .findFirst();
    }

    /// What came of a merge.
    public sealed interface Merge permits Whole, Unlike {}

    public record Whole(Report report) implements Merge {}

    public record Unlike(String reason) implements Merge {}

    /// Joins the parts of one run, such as shards. The scenarios stand in the order of their ids.
    ///
    /// @param parts those of one implementation
    /// @param all   those of the run. An implementation may have nothing to play in a shard
    public static Merge merge(List<Report> parts, List<Report> all) {
        Report first = parts.getFirst();
        Set<First> found = new LinkedHashSet<>(first.firstCheck);
        Set<String> aside = new LinkedHashSet<>(first.setAside);
        List<Case> cases = new ArrayList<>(first.cases);
        Set<String> starts = new HashSet<>(Set.of(first.run.started()));
        for (Report part : parts.subList(1, parts.size())) {
            Report sofar = new Report(first.run, List.of(), List.of(), cases, first.rules);
            Optional<String> strange = sofar.strangeTo(part);
            if (strange.isPresent()) return new Unlike(strange.get());
            found.addAll(part.firstCheck);
            aside.addAll(part.setAside);
            cases.addAll(part.cases);
            starts.add(part.run.started());
        }
        Optional<String> missing = missingShard(all);
        if (missing.isPresent()) return new Unlike(missing.get());
        // As files are sorted, whose names end after the id.
        cases.sort(Comparator.comparing(one -> one.id() + "."));
        Run own = first.run;
        String started = starts.stream().min(String::compareTo).orElse(own.started());
        Run run = new Run(
                own.name(),
                own.target(),
                own.version(),
                own.kit(),
                own.level(),
                own.flagsWithoutShard(),
                own.transcripts(),
                started,
                own.host());
        return new Whole(new Report(run, List.copyOf(found), List.copyOf(aside), cases, first.rules));
    }
}
