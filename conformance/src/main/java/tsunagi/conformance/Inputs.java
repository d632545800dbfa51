package tsunagi.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.ExpectedFailures;

/// Checks the files that a command line names, before anything is started.
///
/// @param options with the files
record Inputs(Options options) {
    /// A sentence for each file that is not there.
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!Files.isDirectory(options.golden())) {
            faults.add("--golden: there is no directory %s; name one that holds transcripts (*%s)"
                    .formatted(options.golden(), Golden.ENDING));
        }
        checkFile("--expect-fail", options.expectFail(), faults);
        checkFile("--rules", options.rules(), faults);
        if (options.explore() != null) checkPlace(options.explore().found(), faults);
        return faults;
    }

    /// A directory that is there, or can be made.
    private static void checkPlace(Path found, List<String> faults) {
        Path there = found.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
        if (Files.isDirectory(there) && Files.isWritable(there)) return;
        faults.add("--found: %s is no directory that can be written; name another place".formatted(there));
    }

    private static void checkFile(String flag, @Nullable Path file, List<String> faults) {
        if (file == null || (Files.isReadable(file) && !Files.isDirectory(file))) return;
        faults.add("%s: there is no file %s that can be read; correct the path".formatted(flag, file));
    }

    /// A sentence for each line of the list of expected failures that makes no sense.
    List<String> faults(ExpectedFailures expected, List<Scenario> all) {
        List<String> faults = new ArrayList<>();
        for (String error : expected.errors()) faults.add(options.expectFail() + ": " + error);
        for (String id : expected.byId().keySet()) {
            if (all.stream().anyMatch(scenario -> scenario.id().equals(id))) continue;
            faults.add("%s names %s, which is no scenario; correct the id or take the line out"
                    .formatted(options.expectFail(), id));
        }
        return faults;
    }
}
