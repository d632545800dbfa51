package tsunagi.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Skips;

/// What one implementation is going to play.
///
/// @param partners those that it shares networks with
/// @param all      what there is for it to play
/// @param selected what the command line asks for
record Plan(
        Implementation implementation,
        List<Implementation> partners,
        List<Mixing.Part> all,
        Selection selected,
        Judgement.Terms terms) {
    List<Mixing.Part> parts() {
        return selected.parts();
    }

    /// The ids of all that there is to play.
    Set<String> ids() {
        return all.stream().map(part -> part.scenario().id()).collect(Collectors.toSet());
    }

    List<Scenario> scenarios() {
        return parts().stream().map(Mixing.Part::scenario).toList();
    }

    /// Why a network is left out because of a partner that is declared to lack what it needs; empty
    /// if it is not.
    Optional<Verdict.Skipped> partnersLack(Mixing.Part part) {
        List<String> others = part.others();
        Set<Need> needs = part.scenario().needs();
        for (Implementation partner : partners) {
            if (others.contains(partner.name()) && needs.stream().anyMatch(partner.without()::contains)) {
                String reason = Skips.declared(needs, partner.without()).reason();
                return Optional.of(new Verdict.Skipped(partner.name() + ": " + reason, true));
            }
        }
        return Optional.empty();
    }
}
