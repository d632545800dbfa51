package tsunagi.conformance.toy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with a toy: one mutant, or nothing.
record Trait(@Nullable Mutant mutant) {
    static final Trait NONE = new Trait(null);

    boolean is(Mutant asked) {
        return mutant == asked;
    }

    /// Its place in a row, from 1, or 0 if it is none of them.
    int place(List<Mutant> row) {
        return mutant == null ? 0 : row.indexOf(mutant) + 1;
    }

    /// Whether it is the one for this number, of a row that begins with the one for 1.
    boolean is(List<Mutant> row, long number) {
        return number >= 1 && number <= row.size() && is(row.get((int) number - 1));
    }
}
