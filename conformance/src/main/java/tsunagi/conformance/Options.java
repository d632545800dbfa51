package tsunagi.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;

/// What a command line asks for.
///
/// @param patterns   ids and globs to run, or `all`
/// @param list       whether to list instead of running
/// @param explore    how far to explore instead of playing transcripts, or null
/// @param target     the node under test
/// @param again      the flags that another command needs to play a scenario in the same way,
///     quoted for a shell
/// @param strict     the levels whose failures count
/// @param skip       ids and globs not to run
/// @param without    what the target is declared to lack
/// @param expectFail the list of expected failures, or null
public record Options(
        List<String> patterns,
        boolean list,
        boolean update,
        @Nullable Exploring explore,
        Target target,
        String again,
        Set<Level> strict,
        List<String> skip,
        Set<Need> without,
        int jobs,
        double timeFactor,
        int repeat,
        @Nullable Path expectFail,
        ReportFiles reports,
        Path golden,
        Path rules) {
    public Options {
        patterns = List.copyOf(patterns);
        strict = Set.copyOf(strict);
        skip = List.copyOf(skip);
        without = Set.copyOf(without);
    }
}
