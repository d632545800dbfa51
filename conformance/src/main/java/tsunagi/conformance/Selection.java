package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.verdict.Glob;

/// Which scenarios a command line means.
///
/// @param parts to run
record Selection(List<Mixing.Part> parts) {
    /// The pattern that means every scenario.
    static final String ALL = "all";

    /// A sentence for each pattern that means none: a run that selects nothing must not look
    /// green.
    ///
    /// @param judged the names of the implementations that are judged
    static List<String> faults(List<Mixing.Part> all, Wanted wanted, List<String> judged) {
        List<String> faults = new ArrayList<>();
        for (String pattern : wanted.patterns()) check(pattern, all, faults);
        faults.addAll(notAtHand(all, wanted, judged));
        for (String pattern : wanted.skip()) check(pattern, all, faults);
        for (String rule : wanted.rules()) {
            if (all.stream().noneMatch(one -> one.scenario().rules().contains(rule))) {
                faults.add("--rule: no scenario is about a rule %s; PROTOCOL.md numbers them, such as 4.1"
                        .formatted(rule));
            }
        }
        return faults;
    }

    /// @param implementation whose parts these are
    static Selection of(List<Mixing.Part> all, Wanted wanted, String implementation) {
        List<String> failed = wanted.failedOf(implementation);
        List<Mixing.Part> chosen = all.stream()
                .filter(one -> wanted.patterns().stream().anyMatch(pattern -> matches(pattern, one)))
                .filter(one -> wanted.failed().isEmpty()
                        || failed.contains(one.scenario().id()))
                .filter(one -> wanted.rules().isEmpty()
                        || wanted.rules().stream().anyMatch(one.scenario().rules()::contains))
                .filter(one -> wanted.skip().stream().noneMatch(pattern -> matches(pattern, one)))
                .toList();
        Set<Mixing.Part> alone = Set.copyOf(wanted.shard()
                .of(chosen.stream().filter(one -> one.others().isEmpty()).toList()));
        return new Selection(chosen.stream()
                .filter(one -> one.others().isEmpty()
                        ? alone.contains(one)
                        : wanted.shard().holds(one.base() + one.places(implementation)))
                .toList());
    }

    private static void check(String pattern, List<Mixing.Part> all, List<String> faults) {
        if (all.stream().noneMatch(one -> matches(pattern, one))) unknown(pattern, all, faults);
    }

    /// What failed in the report of `--rerun-failed` and cannot be played again with these flags.
    /// An id of a report means that scenario alone, and not its networks.
    private static List<String> notAtHand(List<Mixing.Part> all, Wanted wanted, List<String> judged) {
        if (wanted.failed().size() > 1 && judged.stream().noneMatch(wanted.failed()::containsKey)) {
            return List.of("--rerun-failed: the report is about %s, and this command line judges %s"
                    .formatted(String.join(", ", wanted.failed().keySet()), String.join(", ", judged)));
        }
        Set<String> known = all.stream().map(one -> one.scenario().id()).collect(Collectors.toSet());
        List<String> missing = judged.stream()
                .flatMap(name -> wanted.failedOf(name).stream())
                .distinct()
                .filter(id -> !known.contains(id))
                .toList();
        if (missing.isEmpty()) return List.of();
        String more = missing.size() == 1 ? "" : " and %s more".formatted(missing.size() - 1);
        return List.of(
                "--rerun-failed: the report has %s%s, which this command line cannot play; give it the --golden, --with or --implementations of that run"
                        .formatted(missing.getFirst(), more));
    }

    private static void unknown(String pattern, List<Mixing.Part> all, List<String> faults) {
        List<String> near =
                near(pattern, all.stream().map(part -> part.scenario().id()).toList());
        String hint = near.isEmpty() ? "'list' shows them all" : "did you mean " + String.join(" or ", near) + "?";
        faults.add("no scenario is called %s; %s".formatted(pattern, hint));
    }

    /// The ids that may have been meant, or the globs of folders.
    private static List<String> near(String pattern, List<String> ids) {
        List<String> folders = ids.stream()
                .filter(id -> id.contains("/"))
                .map(id -> id.substring(0, id.lastIndexOf('/')))
                .distinct()
                .toList();
        boolean isFolder = folders.contains(pattern.replaceFirst("/$", ""));
        List<String> named = isFolder ? List.of() : Similar.to(pattern, ids);
        if (!named.isEmpty()) return named;
        String folder = pattern.contains("/") ? pattern.substring(0, pattern.lastIndexOf('/')) : pattern;
        return Similar.to(folder, folders).stream().map("'%s/*'"::formatted).toList();
    }

    private static boolean matches(String pattern, Mixing.Part part) {
        if (pattern.equals(ALL)) return true;
        return new Glob(pattern).matches(part.scenario().id());
    }
}
