package tsunagi.conformance;

import java.util.List;
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

    List<Scenario> scenarios() {
        return parts().stream().map(Mixing.Part::scenario).toList();
    }
}
