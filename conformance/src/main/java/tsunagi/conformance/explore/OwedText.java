package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tsunagi.conformance.wire.WireBlock;

/// Writes what a node owes a peer as the frames of an expectation.
final class OwedText {
    private final Model model;
    private final FrameNames names;

    OwedText(Model model, FrameNames names) {
        this.model = model;
        this.names = names;
    }

    /// The frames; empty where nothing can come.
    String frames(String peer, Owed owed) {
        List<String> parts = new ArrayList<>();
        parts.add(owed.answers.stream()
                .map(this::answer)
                .collect(Collectors.joining(" "))
                .strip());
        parts.add(gossip(owed, false));
        parts.add(gossip(owed, true));
        parts.removeIf(String::isEmpty);
        if (owed.asking == Owed.Asking.MUST) parts.add("request");
        else if (owed.asking == Owed.Asking.MAY || (!parts.isEmpty() && model.mayAsk(peer))) parts.add("request?");
        return String.join(" & ", parts);
    }

    /// Whether a block that may come, and need not, is the first of the chain. The next answer, which begins with it,
    /// would prove nothing.
    boolean looksLikeAnAnswer(Owed owed) {
        return owed.gossip.stream()
                .anyMatch(one -> !one.must() && model.active().indexOf(one.key()) == 0);
    }

    /// The blocks that are passed on: those that stay, or those that joined and left again in this step.
    private String gossip(Owed owed, boolean leftAgain) {
        return FrameNames.withRanges(owed.gossip.stream()
                .filter(one -> model.mayBeLeftOut(one.key()) == leftAgain)
                .map(one -> name(one.key()) + (one.must() && !leftAgain ? "" : "?"))
                .collect(Collectors.joining(" ")));
    }

    private String answer(Owed.Answer answer) {
        if (answer.chain().isEmpty()) return "";
        String full = FrameNames.withRanges(namesOf(answer.chain()));
        if (answer.known() == 0) return full;
        String rest = FrameNames.withRanges(
                namesOf(answer.chain().subList(answer.known(), answer.chain().size())));
        return "(" + full + " | " + rest + ")";
    }

    private String namesOf(List<String> keys) {
        return keys.stream().map(this::name).collect(Collectors.joining(" "));
    }

    String name(String key) {
        WireBlock block = model.entry(key).block();
        return block == null ? key : names.of(block.canonicalFrame());
    }
}
