package tsunagi.conformance.script;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lists the words that mean something in the notation, so that no bytes and no mutant can have
/// them for a name. `golden/PLAYER.md` has the same list.
final class Keywords {
    private static final Stream<String> OF_DEFINITIONS = Stream.of("block", "bytes");
    private static final Stream<String> OF_PLACEHOLDERS = Stream.of("int", "hash", "index");

    static final Set<String> ALL = Stream.of(
                    HeaderReader.ORDER.stream(),
                    Arrays.stream(Need.values()).map(Need::word),
                    OF_DEFINITIONS,
                    Arrays.stream(Verb.values()).flatMap(Verb::keywords),
                    OF_PLACEHOLDERS)
            .flatMap(words -> words)
            .collect(Collectors.toUnmodifiableSet());

    private Keywords() {}
}
