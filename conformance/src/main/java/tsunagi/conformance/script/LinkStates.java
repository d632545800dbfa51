package tsunagi.conformance.script;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the lines read so far have made of the links between nodes. Each method returns why a
/// line cannot work, or null.
final class LinkStates {
    private final Set<Set<String>> links = new HashSet<>();
    private final Set<Set<String>> cut = new HashSet<>();

    /// The reader has seen to it that two nodes are linked once both are on the stage.
    void add(String one, String other) {
        links.add(Set.of(one, other));
    }

    @Nullable
    String cut(String one, String other) {
        return cut.add(Set.of(one, other)) ? null : "the link of %s and %s is cut already".formatted(one, other);
    }

    @Nullable
    String heal(String one, String other) {
        return cut.remove(Set.of(one, other)) ? null : "the link of %s and %s is not cut".formatted(one, other);
    }

    @Nullable
    String healAll() {
        if (cut.isEmpty()) return "no link is cut";
        cut.clear();
        return null;
    }

    @Nullable
    String partition(List<String> one, List<String> other) {
        boolean changes = false;
        for (String near : one) {
            for (String far : other) {
                Set<String> link = Set.of(near, far);
                if (links.contains(link)) changes |= cut.add(link);
            }
        }
        return changes ? null : "all links between the two sides are cut already";
    }

    @Nullable
    String requireWhole(String one, String other) {
        if (!cut.contains(Set.of(one, other))) return null;
        return "the link of %s and %s is cut: 'heal' comes first".formatted(one, other);
    }
}
