package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was drawn from a seed: actions that a transcript can be written of.
sealed interface Drawn permits Exchange, Network {
    /// That draws it again.
    long seed();

    /// Null if it asks for nothing, asks for something that is out of scope, or PROTOCOL.md leaves
    /// open what must come.
    @Nullable
    String transcript(Scope scope);

    /// How much there is to read.
    int weight();

    /// Shorter ones, those that take out most first.
    List<Drawn> shorter();

    /// Without so many in a row, in each way. From the end, because what comes after the failure is
    /// needed least.
    static <T> List<List<T>> without(int size, List<T> all) {
        List<List<T>> shorter = new ArrayList<>();
        for (int from = all.size() - size; from > -size; from -= size) {
            List<T> left = new ArrayList<>(all);
            left.subList(Math.max(0, from), from + size).clear();
            shorter.add(left);
        }
        return shorter;
    }
}
