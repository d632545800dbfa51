package tsunagi.conformance;

/// What `--conformance --help` prints.
final class Usage {
    private static final String TEXT = """
            tsunagi --conformance <id|glob|@file|all|list> … [flags]
            tsunagi --conformance --explore [N] [--seed S] [--for 2m] [flags]
            tsunagi --conformance merge|compare FILE … [--json FILE] [--html DIR] [flags]
            tsunagi --conformance check FILE|DIR … [--rules FILE]
              --target cmd:COMMAND        a command with {port}, {peers} and {data} (a directory for restarts)
              --target 'docker:IMAGE …'   an image; each node is a container of it, given {port} {peers}, or the words
                                          that follow the image's name; its data volume is /data
              --target addr:HOST:PORT     a node that runs already, with an empty chain; it plays exactly one scenario
              --node -- WORD …            the same as cmd:, with the command's words as they are; they end the command line
              --with NAME=TARGET          another implementation, cmd: or docker:; scenarios with several nodes are also
                                          played by the two in turns; may be repeated
              --implementations FILE      judge each implementation of a file, and each with each
              --only NAME                 of that file, judge only this one; may be repeated
              --without NEED[,NEED]       the target lacks this, so scenarios that need it are left out; may be repeated
                                          (NEEDS)
              --level MUST|SHOULD|MAY|EXTENSION
                                          failures up to this level count; default MUST
              --rule NUMBER               only scenarios about this rule of PROTOCOL.md; may be repeated
              --skip ID|GLOB              do not run these; may be repeated
              --rerun-failed FILE         scenarios that failed or were inconclusive in a report of --json
              --shard I/N                 the I-th of N parts of what is selected
              --dry-run                   list what would be played and what skipped; start nothing
              --jobs N                    scenarios at once; as many more may wait for a dial; default twice the processors
              --timeout-factor X          multiplies all time limits of the node; default 1
              --repeat N                  the whole run N times; default 1
              --retries N                 play what does not pass again, up to N times; a pass then counts as flaky
              --fail-fast                 begin no other scenario after an unexpected failure
              --run-limit TIME            begin no other scenario after this: 90s, 2m, 1h
              --scenario-limit TIME       end a scenario after this, also in a line; the scenario is then inconclusive
              --start-limit TIME          what a node may need to start; default 30s
              --expect-fail FILE          known failures, one a line: id or glob | reason | part of message
              --expect-flaky FILE         what fails now and then, in lines of the same kind; it may pass or fail
              --junit FILE  --json FILE  --html DIR  --badge FILE
                                          reports; of several rounds, the worst one of each scenario
              --update                    re-record the `node ->` lines; only of this program
              --explore [N]               play N exchanges that are drawn from a seed, instead of transcripts; default 100
              --seed S                    of the first exchange; the same seed gives the same exchange
              --for TIME                  begin no exchange after this: 90s, 2m, 1h
              --found DIR                 where the transcript of what fails is written; default explored
              --golden DIR  --rules FILE  other transcripts, another PROTOCOL.md
              --help  -h                  this text
            Exit statuses:
              0  all as expected, at least one scenario ran, and every skip was declared (--without, --skip)
              1  an unexpected failure, or a pass that is listed as a failure
              2  the command line is wrong, a file is not there or cannot be written, or nothing was selected
              3  the node under test did not start
              4  something could not be decided, a skip was not declared, or the kit itself failed
              130, 143  interrupted by Ctrl-C or SIGTERM; what was played to its end is printed and reported
            More: docs/verify-your-node.md
            """;

    /// All flags; the needs are those of the transcripts.
    static String text() {
        return TEXT.replace("NEEDS", Needs.words());
    }

    private Usage() {}
}
