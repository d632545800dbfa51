package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
                .filter(Answer::isPossible)
                .map(this::answer)
                .collect(Collectors.joining(" "))
                .strip());
        parts.add(gossip(
                owed, owed.gossip.stream().filter(one -> !isLeftAgain(one)).toList()));
        for (List<Owed.Gossip> branch : leftAgain(owed)) parts.add(gossip(owed, branch));
        parts.removeIf(String::isEmpty);
        if (owed.asking == Owed.Asking.MUST) parts.add("request");
        else if (owed.asking == Owed.Asking.MAY || (!parts.isEmpty() && model.mayAsk(peer))) parts.add("request?");
        return String.join(" & ", parts);
    }

    /// Whether an answer may be none, or a block that may come, and need not, is the first of the
    /// chain. Then the next answer, which begins with it, would prove nothing.
    boolean looksLikeAnAnswer(Owed owed) {
        return owed.answers.stream().anyMatch(Answer::isOpen)
                || owed.gossip.stream()
                        .anyMatch(one ->
                                !isDue(owed, one) && model.tree().active().indexOf(one.key()) == 0);
    }

    /// Whether the open end of an answer may be taken for the next answer, which begins in the
    /// middle of the chain.
    static boolean runsIntoTheNext(Owed owed) {
        boolean open = false;
        for (Answer answer : owed.answers) {
            if (open && answer.mayBeginInside()) return true;
            open |= answer.hasOpenEnd();
        }
        return false;
    }

    private boolean isLeftAgain(Owed.Gossip one) {
        return model.mayBeLeftOut(one.key());
    }

    /// The blocks that joined and left again in this step, branch by branch. A node may send those
    /// of one branch among the blocks of another (4.2).
    private List<List<Owed.Gossip>> leftAgain(Owed owed) {
        List<List<Owed.Gossip>> branches = new ArrayList<>();
        for (Owed.Gossip one : owed.gossip) {
            if (!isLeftAgain(one)) continue;
            String parent = model.tree().entry(one.key()).parent();
            boolean goesOn =
                    !branches.isEmpty() && branches.getLast().getLast().key().equals(parent);
            if (!goesOn) branches.add(new ArrayList<>());
            branches.getLast().add(one);
        }
        return branches;
    }

    /// Whether the node must gossip a block. What has left the chain again may be left out, and so
    /// may what the peer gets in an answer of the same step (4.2).
    private boolean isDue(Owed owed, Owed.Gossip one) {
        boolean isAnswered = owed.answers.stream()
                .filter(Answer::isPossible)
                .anyMatch(answer -> answer.chains().stream().anyMatch(chain -> chain.contains(one.key())));
        return one.must() && !isAnswered && !isLeftAgain(one);
    }

    private String gossip(Owed owed, List<Owed.Gossip> blocks) {
        return FrameNames.withRanges(blocks.stream()
                .map(one -> name(one.key()) + (isDue(owed, one) ? "" : "?"))
                .collect(Collectors.joining(" ")));
    }

    private String answer(Answer answer) {
        Set<String> ways = new LinkedHashSet<>();
        List<List<String>> chains = answer.chains();
        for (int i = 0; i < chains.size(); ) {
            List<String> chain = chains.get(i);
            int known = answer.known(chain);
            int end = i + 1;
            while (end < chains.size()
                    && extendsIt(chains.get(end - 1), chains.get(end))
                    && answer.known(chains.get(end)) == known) end++;
            List<String> longest = chains.get(end - 1);
            String later =
                    namesOf(longest.subList(chain.size(), longest.size())).replaceAll("(?<=\\S)(?= |$)", "?");
            ways.add(answer(chain, later));
            if (known > 0) ways.add(answer(chain.subList(known, chain.size()), later));
            i = end;
        }
        return ways.size() == 1 ? ways.iterator().next() : "(" + String.join(" | ", ways) + ")";
    }

    private String answer(List<String> chain, String later) {
        return (FrameNames.withRanges(namesOf(chain)) + " " + later).strip();
    }

    private static boolean extendsIt(List<String> chain, List<String> longer) {
        return longer.size() >= chain.size() && longer.subList(0, chain.size()).equals(chain);
    }

    private String namesOf(List<String> keys) {
        return keys.stream().map(this::name).collect(Collectors.joining(" "));
    }

    String name(String key) {
        WireBlock block = model.tree().entry(key).block();
        return block == null ? key : names.of(block.canonicalFrame());
    }
}
