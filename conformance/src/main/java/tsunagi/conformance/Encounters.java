package tsunagi.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.target.Target;

/// What became of the networks of two implementations in a run. Each network plays once, when the
/// first of the two is judged, and counts for both.
final class Encounters {
    private final Map<Key, Outcome> outcomes = new HashMap<>();

    /// @param places which implementation plays which node
    private record Key(String scenario, Map<String, String> places, int round) {
        static Key of(Mixing.Part part, String judged, int round) {
            return new Key(part.base(), part.places(judged), round);
        }
    }

    /// Keeps what came of a network, if it was played.
    ///
    /// @param judged the name of the one that it was played for
    void note(Mixing.Part part, String judged, int round, Outcome outcome) {
        if (part.others().isEmpty() || outcome.verdict() instanceof Verdict.Skipped) return;
        outcomes.put(Key.of(part, judged, round), renamed(outcome, part, Target.Member.UNDER_TEST, judged));
    }

    /// The same network, as it counts for another one of its implementations; empty if it was not
    /// played yet.
    ///
    /// @param judged the name of that one
    Optional<Outcome> of(Mixing.Part part, String judged, int round) {
        return Optional.ofNullable(outcomes.get(Key.of(part, judged, round)))
                .map(outcome -> renamed(outcome, part, judged, Target.Member.UNDER_TEST));
    }

    /// Results call the one that is judged the target, and its partners by their names.
    private static Outcome renamed(Outcome outcome, Mixing.Part part, String from, String to) {
        Verdict verdict = switch (outcome.verdict()) {
            case Verdict.Failed failed -> {
                Verdict.Failure failure = failed.failure();
                yield new Verdict.Failed(new Verdict.Failure(
                        failure.line(),
                        failure.message(),
                        failure.expected(),
                        failure.actual(),
                        renamed(failure.fault(), from, to)));
            }
            case Verdict.Inconclusive open ->
                new Verdict.Inconclusive(open.line(), open.reason(), renamed(open.fault(), from, to));
            case Verdict.Passed passed -> passed;
            case Verdict.Skipped skipped -> skipped;
        };
        return new Outcome(part.scenario(), verdict, outcome.took(), outcome.wire(), outcome.words());
    }

    private static @Nullable Fault renamed(@Nullable Fault fault, String from, String to) {
        return fault == null || !fault.implementation().equals(from)
                ? fault
                : new Fault(fault.node(), to, fault.reason());
    }
}
