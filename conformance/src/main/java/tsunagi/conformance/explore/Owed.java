package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;

/// What a node owes one peer for what was sent in one step. Answers are in their order, and so is gossip; the two may
/// be interleaved.
final class Owed {
    /// A block that is passed on.
    ///
    /// @param must whether it has to come, or only may
    record Gossip(String key, boolean must) {}

    /// An answer to a chain request.
    ///
    /// @param chain the whole active chain
    /// @param known how many blocks of it the locator has named: an answer MAY begin after them (8.1)
    record Answer(List<String> chain, int known) {}

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
                || answers.stream().anyMatch(answer -> answer.known < answer.chain.size());
    }

    boolean isEmpty() {
        return asking == Asking.NO && gossip.isEmpty() && answers.stream().allMatch(one -> one.chain.isEmpty());
    }
}
