package tsunagi.conformance;

import java.util.Arrays;
import java.util.stream.Collectors;
import tsunagi.conformance.report.ReportForm;

/// What `--conformance --help` prints.
final class Usage {
    private static final String HEAD = """
            tsunagi --conformance <id|glob|@file|all|list> … [flags]
            tsunagi --conformance --explore [N] [--seed S] [--for 2m] [flags]
            tsunagi --conformance merge|compare FILE … [--json FILE] [--html DIR] [flags]
            tsunagi --conformance check FILE|DIR … [--rules FILE]
            """;

    private static final String REPORTS =
            "                            reports; of several rounds, the worst one of each scenario\n";

    private static final String TAIL = """
            Exit statuses:
              0  all as expected, at least one scenario ran, and every skip was declared (--without, --skip)
              1  an unexpected failure, or a pass that is listed as a failure
              2  the command line is wrong, a file is not there or cannot be written, or nothing was selected
              3  the node under test did not start
              4  something could not be decided, a skip was not declared, or the kit itself failed
              129, 130, 143  interrupted by SIGHUP, Ctrl-C or SIGTERM; what was played to its end is printed and reported
            More: docs/verify-your-node.md, docs/conformance.md
            """;

    /// All flags; the needs are those of the transcripts.
    static String text() {
        StringBuilder flags = new StringBuilder();
        for (Flag flag : Flag.values()) {
            if (flag == Flag.UPDATE) flags.append(reports());
            flags.append(flag.usage);
        }
        return HEAD + flags.toString().indent(2).replace("NEEDS", Needs.words()) + TAIL;
    }

    private static String reports() {
        return Arrays.stream(ReportForm.values()).map(ReportForm::usage).collect(Collectors.joining("  ")) + "\n"
                + REPORTS;
    }

    private Usage() {}
}
