package tsunagi.conformance;

import java.util.Locale;

/// The flags of the kit, except those of reports. What stands here is parsed, refused where it has
/// no meaning, repeated in the command that plays a failure again, and printed by `--help`.
enum Flag {
    /// The word that all others follow. It says nothing by itself.
    CONFORMANCE(Takes.NOTHING, Use.ALWAYS, ""),
    TARGET(Takes.ONE, Use.VERDICT, """
            --target cmd:COMMAND        a command with {port}, {peers} and {data} (a directory for restarts)
            --target 'docker:IMAGE …'   an image; each node is a container of it, given {port} {peers}, or the words
                                        that follow the image's name; its data volume is /data
            --target addr:HOST:PORT     a node that runs already, with an empty chain; it plays exactly one scenario
            """),
    NODE(Takes.NOTHING, Use.ALWAYS, """
            --node -- WORD …            the same as cmd:, with the command's words as they are; they end the command line
            """),
    WITH(Takes.MANY, Use.VERDICT, """
            --with NAME=TARGET          another implementation, cmd: or docker:; scenarios with several nodes are also
                                        played by the two in turns; may be repeated
            """),
    IMPLEMENTATIONS(Takes.ONE, Use.VERDICT_OF_TRANSCRIPTS, """
            --implementations FILE      judge each implementation of a file, and each with each
            """),
    ONLY(Takes.MANY, Use.TRANSCRIPTS, """
            --only NAME                 of that file, judge only this one; may be repeated
            """),
    WITHOUT(Takes.MANY, Use.VERDICT, """
            --without NEED[,NEED]       the target lacks this, so scenarios that need it are left out; may be repeated
                                        (NEEDS)
            """),
    LEVEL(Takes.ONE, Use.VERDICT, """
            --level MUST|SHOULD|MAY|EXTENSION
                                        failures up to this level count; default MUST
            """),
    RULE(Takes.MANY, Use.TRANSCRIPTS, """
            --rule NUMBER               only scenarios about this rule of PROTOCOL.md; may be repeated
            """),
    SKIP(Takes.MANY, Use.TRANSCRIPTS, """
            --skip ID|GLOB              do not run these; may be repeated
            """),
    RERUN_FAILED(Takes.ONE, Use.TRANSCRIPTS, """
            --rerun-failed FILE         scenarios that failed or were inconclusive in a report of --json
            """),
    SHARD(Takes.ONE, Use.TRANSCRIPTS, """
            --shard I/N                 the I-th of N parts of what is selected
            """),
    DRY_RUN(Takes.NOTHING, Use.TRANSCRIPTS, """
            --dry-run                   list what would be played and what skipped; start nothing
            """),
    JOBS(Takes.ONE, Use.ALWAYS, """
            --jobs N                    scenarios at once, and twice as many that wait long; default twice the processors
            """),
    TIMEOUT_FACTOR(Takes.ONE, Use.VERDICT, """
            --timeout-factor X          multiplies all time limits of the node; default 1
            """),
    REPEAT(Takes.ONE, Use.TRANSCRIPTS, """
            --repeat N                  the whole run N times; default 1
            """),
    RETRIES(Takes.ONE, Use.TRANSCRIPTS, """
            --retries N                 play what does not pass again, up to N times; a pass then counts as flaky
            """),
    FAIL_FAST(Takes.NOTHING, Use.TRANSCRIPTS, """
            --fail-fast                 begin no other scenario after an unexpected failure
            """),
    RUN_LIMIT(Takes.ONE, Use.TRANSCRIPTS, """
            --run-limit TIME            begin no other scenario after this: 90s, 2m, 1h
            """),
    SCENARIO_LIMIT(Takes.ONE, Use.VERDICT_OF_TRANSCRIPTS, """
            --scenario-limit TIME       end a scenario after this, also in a line; the scenario is then inconclusive
            """),
    START_LIMIT(Takes.ONE, Use.VERDICT, """
            --start-limit TIME          what a node may need to start; default 30s
            """),
    EXPECT_FAIL(Takes.ONE, Use.TRANSCRIPTS, """
            --expect-fail FILE          known failures, one a line: id or glob | reason | part of message
            """),
    EXPECT_FLAKY(Takes.ONE, Use.TRANSCRIPTS, """
            --expect-flaky FILE         what fails now and then, in lines of the same kind; it may pass or fail
            """),
    UPDATE(Takes.NOTHING, Use.ALWAYS, """
            --update                    re-record the `node ->` lines; only of this program
            """),
    EXPLORE(Takes.PERHAPS_ONE, Use.ALWAYS, """
            --explore [N]               play N exchanges that are drawn from a seed, instead of transcripts; default 100
            """),
    SEED(Takes.ONE, Use.EXPLORATION, """
            --seed S                    of the first exchange; the same seed gives the same exchange
            """),
    FOR(Takes.ONE, Use.EXPLORATION, """
            --for TIME                  begin no exchange after this: 90s, 2m, 1h
            """),
    FOUND(Takes.ONE, Use.EXPLORATION, """
            --found DIR                 where the transcript of what fails is written; default explored
            """),
    GOLDEN(Takes.ONE, Use.VERDICT_OF_TRANSCRIPTS, """
            --golden DIR                other transcripts
            """),
    RULES(Takes.ONE, Use.VERDICT, """
            --rules FILE                another PROTOCOL.md
            """),
    HELP(Takes.NOTHING, Use.ALWAYS, """
            --help  -h                  this text
            """);

    /// What follows a flag.
    enum Takes {
        NOTHING,
        ONE,
        PERHAPS_ONE,
        /// One value each time that the flag is given.
        MANY
    }

    /// Where a flag has a meaning.
    enum Use {
        ALWAYS,
        /// It decides a verdict, so it belongs to the command that plays a failure again.
        VERDICT,
        /// The same, and an exploration has no use for it.
        VERDICT_OF_TRANSCRIPTS,
        /// It says which transcripts are played, how their verdicts count, or how often.
        TRANSCRIPTS,
        EXPLORATION;

        boolean isVerdict() {
            return this == VERDICT || this == VERDICT_OF_TRANSCRIPTS;
        }

        /// Whether an exploration refuses it.
        boolean isOfTranscripts() {
            return this == VERDICT_OF_TRANSCRIPTS || this == TRANSCRIPTS;
        }
    }

    final Takes takes;
    final Use use;

    /// Lines of `--help`.
    final String usage;

    Flag(Takes takes, Use use, String usage) {
        this.takes = takes;
        this.use = use;
        this.usage = usage;
    }

    /// Without dashes.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
