package tsunagi.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.report.Place;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.TextFile;

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
        for (Implementation one : options.lineup().judged()) {
            boolean named = one.isNamed();
            Implementation.Lists lists = one.lists();
            checkFile(named ? one.name() + ": expectFail" : "--expect-fail", lists.failing(), faults);
            checkFile(named ? one.name() + ": expectFlaky" : "--expect-flaky", lists.flaky(), faults);
        }
        checkFile("--rules", options.rules(), faults);
        if (options.explore() != null) checkPlace(options.explore().found(), faults);
        return faults;
    }

    /// A directory that is there, or can be made.
    private static void checkPlace(Path found, List<String> faults) {
        Place.fault(found.resolve("any" + Golden.ENDING))
                .ifPresent(reason -> faults.add("--found: %s; name another place".formatted(reason)));
    }

    private static void checkFile(String flag, @Nullable Path file, List<String> faults) {
        if (file == null) return;
        try {
            TextFile.read(file);
        } catch (TextFile.Unreadable e) {
            faults.add(flag + ": " + e.sentence());
        }
    }

    /// A sentence for each line of the lists of known failures that makes no sense, and one if
    /// the node is not fresh often enough.
    List<String> faults(Plan plan) {
        List<String> faults = new ArrayList<>();
        Implementation.Lists lists = plan.implementation().lists();
        check(lists.failing(), plan.terms().expected(), plan, faults);
        check(lists.flaky(), plan.terms().flaky(), plan, faults);
        for (String id : plan.terms().flaky().byId().keySet()) {
            if (plan.terms().expected().byId().containsKey(id))
                faults.add("%s and %s both name %s; keep one line".formatted(lists.failing(), lists.flaky(), id));
        }
        return faults.isEmpty() ? tooManyForOneNode(plan) : faults;
    }

    private static void check(@Nullable Path list, ExpectedFailures expected, Plan plan, List<String> faults) {
        for (String error : expected.errors()) faults.add(list + ": " + error);
        for (ExpectedFailures.Line line : expected.byId().values()) {
            if (plan.ids().stream().anyMatch(line.id()::matches)) continue;
            faults.add("%s names %s, which is no scenario; correct the id or take the line out"
                    .formatted(list, line.id()));
        }
    }

    /// A node that runs already has a chain after its first scenario, and a scenario starts from
    /// genesis.
    private List<String> tooManyForOneNode(Plan plan) {
        boolean plays = options.task() == Options.Task.PLAY || options.task() == Options.Task.DRY_RUN;
        if (!plays || plan.implementation().target().isFreshEachTime()) return List.of();
        long count = plan.scenarios().stream()
                        .filter(one -> !plan.terms().leavesOut(one))
                        .count()
                * options.repeat();
        if (count <= 1) return List.of();
        return List.of("an addr: target plays exactly one scenario, for its node is fresh only once, and these are "
                + count + "; name one scenario and start the node again before the next, or use cmd: or docker:");
    }
}
