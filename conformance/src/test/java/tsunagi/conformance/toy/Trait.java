package tsunagi.conformance.toy;

import org.jspecify.annotations.Nullable;

/// What is wrong with a toy: one mutant, or nothing.
record Trait(@Nullable Mutant mutant) {
    static final Trait NONE = new Trait(null);

    boolean is(Mutant asked) {
        return mutant == asked;
    }
}
