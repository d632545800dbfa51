package tsunagi.conformance.explore;

import java.util.Set;
import tsunagi.conformance.script.Level;

/// Which rules an exploration judges.
///
/// @param hasForks whether branches and orphans are among them, which PROTOCOL.md decides and
///     the chapter does not know
record Scope(boolean hasForks) {
    /// @param strict the levels whose failures count
    static Scope of(Set<Level> strict) {
        return new Scope(strict.contains(Level.SHOULD));
    }
}
