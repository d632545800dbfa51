package tsunagi.conformance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;

/// What one implementation is going to play.
///
/// @param all      what there is for it to play
/// @param selected what the command line asks for
record Plan(Implementation implementation, List<Mixing.Part> all, Selection selected, Judgement.Terms terms) {
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
}
