package tsunagi.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.report.Report;
import tsunagi.conformance.report.ReportReader;
import tsunagi.conformance.verdict.TextFile;

/// What a command line says about which scenarios it wants.
///
/// @param patterns ids and globs, or `all`
/// @param failed   the ids of a report by the names of its implementations; a scenario needs to be
///     one of them; none means any
/// @param rules    numbers of PROTOCOL.md; a scenario needs one of them; none means any
/// @param skip     ids and globs
/// @param shard    the part of what is left that is played
record Wanted(
        List<String> patterns, Map<String, List<String>> failed, List<String> rules, List<String> skip, Shard shard) {
    static final char LIST_FILE = '@';

    Wanted {
        patterns = List.copyOf(patterns);
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
        rules = List.copyOf(rules);
        skip = List.copyOf(skip);
    }

    /// Reads the files that the flags name. Without any pattern, a rule or a list
    /// alone means all scenarios.
    static Wanted of(Flags flags) throws Misuse {
        List<String> patterns = new ArrayList<>();
        for (String word : flags.patterns()) {
            if (word.equals(CommandLine.LIST)) continue;
            if (word.charAt(0) == LIST_FILE) patterns.addAll(lines(word.substring(1)));
            else patterns.add(word);
        }
        String report = flags.value(Flag.RERUN_FAILED).orElse("");
        Map<String, List<String>> failed = report.isEmpty() ? Map.of() : failed(report);
        if (patterns.isEmpty()) patterns.add(Selection.ALL);
        String shard = flags.value(Flag.SHARD).orElse("");
        return new Wanted(
                patterns,
                failed,
                flags.values(Flag.RULE),
                flags.values(Flag.SKIP),
                shard.isEmpty() ? Shard.WHOLE : Shard.of(shard));
    }

    /// Whether the flags say what to play; else the user has forgotten to.
    static boolean isSaid(Flags flags) {
        return !flags.patterns().isEmpty() || flags.has(Flag.RULE) || flags.has(Flag.RERUN_FAILED);
    }

    private static List<String> lines(String file) throws Misuse {
        List<String> lines = read("@" + file, file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty())
            throw new Misuse("@%s names no scenario: write an id or a glob on each line".formatted(file));
        return lines;
    }

    /// What an implementation plays again. A report of one counts whatever its name is.
    List<String> failedOf(String implementation) {
        if (failed.size() == 1) return failed.values().iterator().next();
        return failed.getOrDefault(implementation, List.of());
    }

    private static Map<String, List<String>> failed(String file) throws Misuse {
        return switch (ReportReader.of(read("--rerun-failed", file))) {
            case ReportReader.NoReport no ->
                throw new Misuse("--rerun-failed: %s is no report of --json: %s".formatted(file, no.reason()));
            case ReportReader.Reports reports -> {
                Map<String, List<String>> failed = new LinkedHashMap<>();
                for (Report report : reports.reports()) failed.put(report.run().name(), report.failed());
                if (failed.values().stream().allMatch(List::isEmpty)) {
                    throw new Misuse(
                            "--rerun-failed: nothing failed in %s, so there is nothing to play again".formatted(file));
                }
                yield failed;
            }
        };
    }

    private static String read(String flag, String file) throws Misuse {
        try {
            return TextFile.read(Flags.path(flag, file));
        } catch (TextFile.Unreadable e) {
            throw new Misuse(flag + ": " + e.sentence());
        }
    }
}
