package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;

/// What a node owes one peer for what was sent in one step. Answers are in their order, and so is
/// gossip; the two may be interleaved.
final class Owed {
    /// A block that is passed on.
    ///
    /// @param must whether it has to come, or only may
    record Gossip(String key, boolean must) {}

    /// Whether the node asks the peer for its chain (3.7).
    enum Asking {
        NO,
        MAY,
        MUST
    }

    final List<Answer> answers = new ArrayList<>();
    final List<Gossip> gossip = new ArrayList<>();
    /// Why, rule by rule.
    final List<String> reasons = new ArrayList<>();
    Asking asking = Asking.NO;

    /// Adds what is owed for the next frame.
    void add(Owed more) {
        answers.addAll(more.answers);
        gossip.addAll(more.gossip);
        reasons.addAll(more.reasons);
        if (more.asking.compareTo(asking) > 0) asking = more.asking;
    }

    /// Whether something must come.
    boolean isCertain() {
        return asking == Asking.MUST
                || gossip.stream().anyMatch(Gossip::must)
                || answers.stream().anyMatch(Answer::isCertain);
    }

    boolean isEmpty() {
        return asking == Asking.NO && gossip.isEmpty() && answers.stream().noneMatch(Answer::isPossible);
    }
}
