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
/// @param wanted     which scenarios
/// @param list       whether to list instead of running
/// @param dryRun     whether to say what would be played and skipped, and start nothing
/// @param explore    how far to explore instead of playing transcripts, or null
/// @param target     the node under test
/// @param partners  implementations that share networks with it
/// @param again      the flags that another command needs to play a scenario in the same way,
///     quoted for a shell
/// @param strict     the levels whose failures count
/// @param without    what the target is declared to lack
/// @param retries    how often a scenario that does not pass is played again
/// @param failFast   whether nothing more is begun after an unexpected result
/// @param expectFail the list of expected failures, or null
record Options(
        Wanted wanted,
        boolean list,
        boolean dryRun,
        boolean update,
        @Nullable Exploring explore,
        Target target,
        List<Target.Member> partners,
        String again,
        Set<Level> strict,
        Set<Need> without,
        int jobs,
        double timeFactor,
        int repeat,
        int retries,
        boolean failFast,
        @Nullable Path expectFail,
        ReportFiles reports,
        Path golden,
        Path rules) {
    public Options {
        partners = List.copyOf(partners);
        strict = Set.copyOf(strict);
        without = Set.copyOf(without);
    }
}
