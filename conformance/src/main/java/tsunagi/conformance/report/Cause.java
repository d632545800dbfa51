package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.verdict.Judgement;

/// Scenarios that fail alike: with the same message, at the same kind of line.
///
/// @param message what all of them say; numbers may differ
/// @param place   the kind of line, for example `node -> B`
/// @param alike   the scenarios, in the order of their ids
record Cause(String message, String place, List<Judgement> alike) {
    Cause {
        alike = List.copyOf(alike);
    }

    private record Key(Judgement.Kind kind, String message, String place, String differing) {}

    /// The causes of some failures, those with most scenarios first.
    static List<Cause> of(List<Judgement> failures) {
        Map<Key, List<Judgement>> groups = new LinkedHashMap<>();
        for (Judgement one : failures) {
            groups.computeIfAbsent(key(one), ignored -> new ArrayList<>()).add(one);
        }
        return groups.entrySet().stream()
                .map(group -> new Cause(
                        message(group.getValue().getFirst()), group.getKey().place(), group.getValue()))
                .sorted((one, other) -> other.alike().size() - one.alike().size())
                .toList();
    }

    private static Key key(Judgement judgement) {
        Comparison compared = compared(judgement);
        if (compared != null && !compared.note().isEmpty()) {
            return new Key(judgement.kind(), "", "", beforeColon(compared.note()));
        }
        String message = judgement.reason().replaceAll("\\d+", "#");
        return new Key(judgement.kind(), message, place(judgement), compared == null ? "" : compared.differing());
    }

    private static @Nullable Comparison compared(Judgement judgement) {
        if (!(judgement.outcome().verdict() instanceof Verdict.Failed failed)) return null;
        Verdict.Failure failure = failed.failure();
        if (failure.actual() == null || failure.expected().size() != 1) return null;
        return Comparison.of(failure.expected().getFirst(), failure.actual());
    }

    private static String beforeColon(String note) {
        return note.substring(0, note.indexOf(':'));
    }

    private static String message(Judgement judgement) {
        Comparison compared = compared(judgement);
        return compared == null || compared.note().isEmpty() ? judgement.reason() : compared.note();
    }

    private static String place(Judgement judgement) {
        int line = line(judgement.outcome().verdict());
        return judgement.outcome().scenario().steps().stream()
                .filter(step -> step.line() == line)
                .findFirst()
                .map(Cause::place)
                .orElse("");
    }

    private static String place(Step step) {
        return step instanceof Step.Expect expect
                ? expect.node() + " -> " + expect.peer()
                : step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    static int line(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed failed -> failed.failure().line();
            case Verdict.Inconclusive open -> open.line();
            case Verdict.Passed ignored -> 0;
            case Verdict.Skipped ignored -> 0;
        };
    }

    /// The ids of the scenarios.
    List<String> ids() {
        return alike.stream().map(one -> one.outcome().scenario().id()).toList();
    }
}
