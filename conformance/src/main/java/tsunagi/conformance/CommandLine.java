package tsunagi.conformance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.target.TargetSpec;

/// Reads the words that follow `--conformance`.
final class CommandLine {
    static final String USAGE = """
            --conformance <id|glob|all|list> … [flags]
              --target cmd:COMMAND        a command with {port}, {peers} and {data} (a directory for restarts)
              --target 'docker:IMAGE …'   an image; each node is a container of it, given {port} {peers}, or the words
                                          that follow the image's name; its data volume is /data
              --target addr:HOST:PORT     a node that runs already, with an empty chain
              --level MUST|SHOULD|MAY|EXTENSION
                                          failures up to this level count; default MUST
              --skip ID|GLOB              do not run these; may be given several times
              --jobs N                    scenarios at once, and as many more that wait for re-dials; default twice the processors
              --timeout-factor X          multiplies every time that the node is given; default 1
              --repeat N                  the whole run N times; default 1
              --expect-fail FILE          lines of: id, reason, what the failure says, separated by " | "
              --junit FILE  --json FILE  --html DIR
              --update                    re-record the `node ->` lines; only of this program
              --golden DIR  --rules FILE  other transcripts, another PROTOCOL.md
            """;

    /// What a command line turned out to be.
    sealed interface Result permits Understood, Wrong {}

    record Understood(Options options) implements Result {}

    record Wrong(String message) implements Result {}

    private final Flags flags;

    private CommandLine(Flags flags) {
        this.flags = flags;
    }

    /// @param home where `golden/` and `PROTOCOL.md` are, unless the words say otherwise
    static Result parse(List<String> words, Target defaultTarget, Path home) {
        try {
            return new Understood(new CommandLine(Flags.of(words)).options(defaultTarget, home));
        } catch (Misuse e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Options options(Target defaultTarget, Path home) throws Misuse {
        List<String> patterns = flags.patterns();
        if (patterns.isEmpty()) throw new Misuse("which scenarios? an id, a glob, 'all' or 'list'");
        @Nullable String targetText = flags.value("target").orElse(null);
        boolean update = flags.has("update");
        if (update && targetText != null) {
            throw new Misuse("--update records what this program does: it never runs against another target");
        }
        return new Options(
                patterns,
                patterns.contains("list"),
                update,
                targetText == null ? defaultTarget : target(targetText),
                targetText,
                EnumSet.range(Level.MUST, level()),
                flags.values("skip"),
                count("jobs", 2 * Runtime.getRuntime().availableProcessors()),
                factor("timeout-factor"),
                count("repeat", 1),
                path("expect-fail"),
                path("junit"),
                path("json"),
                path("html"),
                flags.value("golden").map(Path::of).orElse(home.resolve("golden")),
                flags.value("rules").map(Path::of).orElse(home.resolve("PROTOCOL.md")));
    }

    private @Nullable Path path(String flag) {
        return flags.value(flag).map(Path::of).orElse(null);
    }

    private static Target target(String text) throws Misuse {
        return switch (TargetSpec.parse(text)) {
            case TargetSpec.Known known -> known.target();
            case TargetSpec.Unknown unknown -> throw new Misuse(unknown.message());
        };
    }

    private Level level() throws Misuse {
        String word = flags.value("level").orElse(Level.MUST.name());
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Misuse("a level is MUST, SHOULD, MAY or EXTENSION, not " + word));
    }

    private int count(String flag, int otherwise) throws Misuse {
        String word = flags.value(flag).orElse(String.valueOf(otherwise));
        if (!word.matches("[1-9]\\d{0,5}"))
            throw new Misuse("--%s needs a whole number from 1 to 999999, not '%s'".formatted(flag, word));
        return Integer.parseInt(word);
    }

    private double factor(String flag) throws Misuse {
        String word = flags.value(flag).orElse("1");
        if (!word.matches("\\d{1,4}(\\.\\d{1,4})?") || Double.parseDouble(word) <= 0) {
            throw new Misuse("--%s needs a positive number such as 2 or 1.5, not '%s'".formatted(flag, word));
        }
        return Double.parseDouble(word);
    }
}
