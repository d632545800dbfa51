package tsunagi.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.target.TargetSpec;

/// Reads targets, and refuses placeholders that are misspelt.
final class TargetText {
    private static final List<String> NAMES = List.of("port", "peers", "data");

    /// A name in braces. Behind `$` it is a shell's variable.
    private static final Pattern BRACES = Pattern.compile("(?<!\\$)\\{([A-Za-z_-]{3,9})(?::[^{}]*)?}");

    /// @param where   as a complaint begins
    /// @param spelled what the text was read as
    static Target target(String where, TargetSpec.Result spelled) throws Misuse {
        return switch (spelled) {
            case TargetSpec.Unknown unknown -> throw new Misuse(where + ": " + unknown.message());
            case TargetSpec.Known known -> {
                Optional<String> misspelt = misspelt(words(known.target()));
                if (misspelt.isPresent()) throw new Misuse(where + ": " + misspelt.get());
                yield known.target();
            }
        };
    }

    private static List<String> words(Target target) {
        return switch (target) {
            case Target.Command command -> command.words();
            case Target.Image image -> image.words();
            case Target.Address ignored -> List.of();
            case Target.Embedded ignored -> List.of();
            case Target.Mixed ignored -> List.of();
        };
    }

    /// Of several names in braces, the first that is near a placeholder. Other braces are the
    /// command's own.
    private static Optional<String> misspelt(List<String> words) {
        return words.stream()
                .flatMap(word -> BRACES.matcher(word).results())
                .filter(braces -> !NAMES.contains(braces.group(1)))
                .flatMap(braces -> near(braces.group(1).toLowerCase(Locale.ROOT))
                        .map(name -> "%s is no placeholder; did you mean {%s}?".formatted(braces.group(), name)))
                .findFirst();
    }

    private static Stream<String> near(String word) {
        Stream<String> longer = NAMES.stream().filter(word::startsWith);
        return Stream.concat(longer, Similar.to(word, NAMES).stream()).limit(1);
    }

    private TargetText() {}
}
