package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.report.Report;
import tsunagi.conformance.report.ReportReader;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.TextFile;

/// Works on reports that were written earlier: joins the parts of a run, or says what changed from
/// one run to another.
final class Joining {
    private final CommandLine.Join join;
    private final PrintStream out;
    private final PrintStream err;

    Joining(CommandLine.Join join, PrintStream out, PrintStream err) {
        this.join = join;
        this.out = out;
        this.err = err;
    }

    ExitStatus run() throws IOException {
        List<List<Report>> files = new ArrayList<>();
        for (Path file : join.files()) {
            String text;
            try {
                text = TextFile.read(file);
            } catch (TextFile.Unreadable e) {
                return usage((join.merge() ? CommandLine.MERGE : CommandLine.COMPARE) + ": " + e.sentence());
            }
            switch (ReportReader.of(text)) {
                case ReportReader.Reports reports -> files.add(reports.reports());
                case ReportReader.NoReport no -> {
                    return usage("%s is no report of --json: %s".formatted(file, no.reason()));
                }
            }
        }
        List<String> faults = join.reports().prepare(join.files());
        if (!faults.isEmpty()) {
            faults.forEach(message -> Conformance.complain(err, message));
            return ExitStatus.USAGE;
        }
        try {
            return join.merge() ? merge(files) : compare(files);
        } finally {
            join.reports().removeEmpty();
        }
    }

    private ExitStatus usage(String message) {
        Conformance.complain(err, message);
        return ExitStatus.USAGE;
    }

    /// Reports of one implementation become one.
    private ExitStatus merge(List<List<Report>> files) {
        Map<String, List<Report>> parts = new LinkedHashMap<>();
        for (List<Report> file : files) {
            for (Report report : file) {
                parts.computeIfAbsent(report.run().name(), ignored -> new ArrayList<>())
                        .add(report);
            }
        }
        List<Report> all = files.stream().flatMap(List::stream).toList();
        List<Report> merged = new ArrayList<>();
        for (List<Report> part : parts.values()) {
            switch (Report.merge(part, all)) {
                case Report.Whole whole -> merged.add(whole.report());
                case Report.Unlike unlike -> {
                    return usage("these reports are no parts of one run: " + unlike.reason() + "; 'compare' takes any");
                }
            }
        }
        merged.forEach(this::proof);
        return written(
                merged,
                ExitStatus.worst(
                        merged.stream().map(report -> report.tally().status()).toList()));
    }

    private void proof(Report report) {
        String name = report.run().isNamed() ? report.run().name() + ": " : "";
        out.println(Printable.line(name + report.tally().proof()));
    }

    /// Prints each scenario whose verdict is not the same in all. A failure of the node itself is
    /// another verdict than one of its partner, or one that is listed.
    private ExitStatus compare(List<List<Report>> files) {
        List<Report> all = files.stream().flatMap(List::stream).toList();
        // What each file calls a scenario. Of several implementations, each is compared with
        // itself.
        boolean several = files.stream().anyMatch(file -> file.size() > 1);
        List<Map<String, Report.Case>> columns = files.stream()
                .map(file -> {
                    Map<String, Report.Case> column = new LinkedHashMap<>();
                    for (Report report : file) {
                        String name = several ? report.run().name() + ": " : "";
                        report.cases().forEach(one -> column.put(name + one.id(), one));
                    }
                    return column;
                })
                .toList();
        TreeSet<String> ids = new TreeSet<>();
        columns.forEach(column -> ids.addAll(column.keySet()));
        int changed = 0;
        for (String id : ids) {
            List<String> verdicts = columns.stream()
                    .map(column -> column.containsKey(id) ? words(column.get(id)) : "not played")
                    .toList();
            if (verdicts.stream().distinct().count() == 1) continue;
            changed++;
            out.printf(Locale.ROOT, "%-46s %s%n", Printable.line(id), String.join(" → ", verdicts));
        }
        if (changed > 0) out.println();
        all.forEach(this::proof);
        out.printf(Locale.ROOT, "%d of %d scenarios differ%n", changed, ids.size());
        return written(all, changed == 0 ? ExitStatus.AS_EXPECTED : ExitStatus.UNEXPECTED);
    }

    /// Different words for all that the console, the status or a list tells apart.
    private static String words(Report.Case one) {
        if (one.kind() == Judgement.Kind.SKIPPED) return "skipped, undeclared";
        boolean isOpen =
                one.kind() != Judgement.Kind.INCONCLUSIVE && one.verdict().equals("inconclusive");
        return one.kind().words() + (isOpen ? ", inconclusive" : "");
    }

    private ExitStatus written(List<Report> reports, ExitStatus status) {
        List<String> faults = join.reports().write(reports);
        faults.forEach(message -> Conformance.complain(err, message));
        return status == ExitStatus.AS_EXPECTED && !faults.isEmpty() ? ExitStatus.INCONCLUSIVE : status;
    }
}
