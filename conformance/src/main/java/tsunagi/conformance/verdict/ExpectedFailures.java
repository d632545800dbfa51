package tsunagi.conformance.verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement.Kind;

/// A list of failures that are known: each line an id or a glob, the reason, and what the failure
/// says, separated by ` | `. `#` begins a comment line. A line may also name a scenario that cannot
/// be decided, with a part of the reason for that.
///
/// @param byId   the lines, by their ids and globs
/// @param errors what is wrong with the file
public record ExpectedFailures(Map<String, Line> byId, List<String> errors) {
    /// No failure is expected.
    public static final ExpectedFailures NONE = new ExpectedFailures(Map.of(), List.of());

    /// One known failure, or those of a glob.
    ///
    /// @param says a part of the failure's message: another failure of the same
    ///     scenario is not expected
    public record Line(Glob id, String reason, String says) {
        /// Whether it may speak of several scenarios.
        public boolean isGlob() {
            return id.isOpen();
        }
    }

    private static final int PARTS = 3;

    /// Finds the line that speaks of a scenario. One of the scenario alone also speaks of what
    /// fails of it in networks of several implementations; there it may pass. A glob speaks of
    /// what fails and has no line of its own. Of several globs, the first one speaks that has
    /// a part of the message.
    ///
    /// @param reason why it did not pass; empty if it did
    @Nullable
    Line of(String id, String reason) {
        Line exact = byId.get(id);
        if (exact != null || reason.isEmpty()) return exact;
        Line alone = byId.get(Scenario.name(id));
        if (alone != null) return alone;
        List<Line> globs = byId.values().stream()
                .filter(line -> line.isGlob() && line.id().matches(id))
                .toList();
        return globs.stream()
                .filter(line -> reason.contains(line.says()))
                .findFirst()
                .orElse(globs.isEmpty() ? null : globs.getFirst());
    }

    /// Makes the passes of stale globs unexpected. A glob is stale if all of its scenarios were
    /// played, and each of them passed.
    ///
    /// @param round what came of a round
    /// @param all   the ids of all scenarios, played or not
    public List<Judgement> withStaleGlobs(List<Judgement> round, Set<String> all) {
        List<Line> stale = byId.values().stream()
                .filter(line -> line.isGlob() && isStale(line, round, all))
                .toList();
        return round.stream().map(one -> unlessStale(one, stale)).toList();
    }

    private boolean isStale(Line glob, List<Judgement> round, Set<String> all) {
        List<Judgement> played = round.stream()
                .filter(one -> isOf(glob, one.outcome().scenario().id()))
                .toList();
        return played.size() >= all.stream().filter(id -> isOf(glob, id)).count()
                && played.stream().allMatch(one -> one.kind() == Kind.PASSED || one.kind() == Kind.LEFT_OUT);
    }

    private Judgement unlessStale(Judgement one, List<Line> stale) {
        if (one.kind() != Kind.PASSED) return one;
        return stale.stream()
                .filter(glob -> isOf(glob, one.outcome().scenario().id()))
                .findFirst()
                .map(glob -> new Judgement(one.outcome(), Kind.UNEXPECTED_PASS, glob))
                .orElse(one);
    }

    /// Whether a glob speaks of a scenario, which has no line of its own.
    private boolean isOf(Line glob, String id) {
        return glob.id().matches(id) && !byId.containsKey(id) && !byId.containsKey(Scenario.name(id));
    }

    /// No failure is expected without a file.
    public static ExpectedFailures read(@Nullable Path file) throws IOException {
        return file == null ? NONE : parse(TextFile.read(file).lines().toList());
    }

    public static ExpectedFailures parse(List<String> lines) {
        Map<String, Line> byId = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            String[] parts = line.split(" \\| ", PARTS);
            if (parts.length < PARTS || parts[2].isBlank()) {
                errors.add("line %s: write: id or glob | reason | a part of what the failure says".formatted(i + 1));
                continue;
            }
            Line known = new Line(new Glob(parts[0].strip()), parts[1].strip(), parts[2].strip());
            if (byId.put(known.id().toString(), known) != null)
                errors.add("line %s: %s is there twice; keep one line".formatted(i + 1, known.id()));
        }
        return new ExpectedFailures(byId, errors);
    }
}
