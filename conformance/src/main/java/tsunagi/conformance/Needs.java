package tsunagi.conformance;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tsunagi.conformance.script.Need;

/// The needs of transcripts, as `--without` names them.
final class Needs {
    /// All of them, for people.
    static String words() {
        return Arrays.stream(Need.values()).map(Need::word).collect(Collectors.joining(", "));
    }

    static Optional<Need> find(String word) {
        return Arrays.stream(Need.values())
                .filter(need -> need.word().equals(word))
                .findFirst();
    }

    static Need named(String word) throws Misuse {
        return find(word)
                .orElseThrow(() ->
                        new Misuse("--without names what the target lacks: %s; not '%s'".formatted(words(), word)));
    }

    private Needs() {}
}
