package tsunagi.conformance.script;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Lists the kinds of step: the keywords of each, what it needs, and whether the node is judged
/// there. A test compares the keywords with the grammar of `golden/PLAYER.md`.
@SuppressWarnings("ImmutableEnumChecker") // its collections are unmodifiable copies
public enum Verb {
    NODE("node", List.of("dials")),
    LISTEN("listen", List.of()),
    UNLISTEN("unlisten", List.of()),
    ACCEPT("accept", Timing.WORDS, Judges.YES),
    DIAL("dial", List.of("to", "from", "at")),
    CONSOLE("console", List.of("end", "bytewise"), Judges.NO, Need.CONSOLE),
    STOP("stop", List.of(), Judges.NO, Need.PROCESS),
    KILL("kill", List.of(), Judges.NO, Need.PROCESS),
    RESTART("restart", List.of(), Judges.NO, Need.RESTART),
    CUT("cut", List.of(), Judges.NO, Need.CUT),
    HEAL("heal", List.of(), Judges.NO, Need.CUT),
    PARTITION("partition", List.of(), Judges.NO, Need.CUT),
    LINKED("linked", Timing.WORDS, Judges.YES),
    PAUSE("pause", List.of(), Judges.NO, Need.PAUSE),
    RESUME("resume", List.of(), Judges.NO, Need.PAUSE),
    NETEM("netem", List.of("delay", "loss", "off"), Judges.NO, Need.NETEM),
    CONVERGED("converged", with(Timing.WORDS, "on", "genesis"), Judges.YES),
    LINK("link", List.of("carried", "once"), Judges.YES),
    /// `PEER -> NODE`.
    SEND("", List.of("bytewise")),
    /// `NODE -> PEER`.
    EXPECT(
            "",
            with(Timing.WORDS, "nothing", "for", "open", "closed", "mined", "on", "genesis", "data", "request"),
            Judges.YES),
    /// `PEER closes` and the like.
    PEER("", Arrays.stream(Step.Action.values()).map(Step.Action::word).toList()),
    /// `PEER not-dialled`.
    NOT_DIALLED("", List.of("not-dialled", "for"), Judges.YES);

    private enum Judges {
        YES,
        NO
    }

    private final String first;
    private final List<String> others;
    private final Judges judges;
    private final Set<Need> needs;

    Verb(String first, List<String> others) {
        this(first, others, Judges.NO);
    }

    Verb(String first, List<String> others, Judges judges, Need... needs) {
        this.first = first;
        this.others = List.copyOf(others);
        this.judges = judges;
        this.needs = needs.length == 0 ? Set.of() : Set.copyOf(EnumSet.copyOf(List.of(needs)));
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    /// The verb whose lines begin with this keyword.
    static Optional<Verb> beginningWith(String word) {
        return Arrays.stream(values())
                .filter(verb -> !word.isEmpty() && verb.first.equals(word))
                .findFirst();
    }

    /// All its keywords.
    Stream<String> keywords() {
        return first.isEmpty() ? others.stream() : Stream.concat(Stream.of(first), others.stream());
    }

    boolean judges() {
        return judges == Judges.YES;
    }

    /// What each of its lines needs.
    Set<Need> needs() {
        return needs;
    }
}
