package tsunagi.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.target.Target;

/// What a command line asks for.
///
/// @param patterns   ids and globs to run, or `all`
/// @param list       whether to list instead of running
/// @param target     the node under test
/// @param targetText how the target was written, or null if it is the default one
/// @param strict     the levels whose failures count
/// @param skip       ids and globs not to run
/// @param expectFail the list of expected failures, or null
public record Options(
        List<String> patterns,
        boolean list,
        boolean update,
        Target target,
        @Nullable String targetText,
        Set<Level> strict,
        List<String> skip,
        int jobs,
        double timeFactor,
        int repeat,
        @Nullable Path expectFail,
        @Nullable Path junit,
        @Nullable Path json,
        @Nullable Path html,
        Path golden,
        Path rules) {
    public Options {
        patterns = List.copyOf(patterns);
        strict = Set.copyOf(strict);
        skip = List.copyOf(skip);
    }

    /// Whether the node is someone else's.
    public boolean foreign() {
        return targetText != null;
    }
}
