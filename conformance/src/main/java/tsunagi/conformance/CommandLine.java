package tsunagi.conformance;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
              --jobs N                    scenarios at once; default twice the processors
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

    private final Deque<String> words;
    private final Target defaultTarget;
    private final List<String> patterns = new ArrayList<>();
    private final List<String> skip = new ArrayList<>();
    private @Nullable Target target;
    private @Nullable String targetText;
    private Set<Level> strict = EnumSet.of(Level.MUST);
    private boolean update;
    private int jobs = 2 * Runtime.getRuntime().availableProcessors();
    private int repeat = 1;
    private double timeFactor = 1;
    private @Nullable Path expectFail;
    private @Nullable Path junit;
    private @Nullable Path json;
    private @Nullable Path html;
    private Path golden;
    private Path rules;

    private CommandLine(List<String> words, Target defaultTarget, Path home) {
        this.words = new ArrayDeque<>(words);
        this.defaultTarget = defaultTarget;
        this.golden = home.resolve("golden");
        this.rules = home.resolve("PROTOCOL.md");
    }

    /// Words that make no sense; never leaves this class.
    private static final class Misuse extends Exception {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message, null, false, false);
        }
    }

    /// @param home where `golden/` and `PROTOCOL.md` are, unless the words say otherwise
    static Result parse(List<String> words, Target defaultTarget, Path home) {
        try {
            return new Understood(new CommandLine(words, defaultTarget, home).options());
        } catch (Misuse e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Options options() throws Misuse {
        while (!words.isEmpty()) word(words.removeFirst());
        if (patterns.isEmpty()) throw new Misuse("which scenarios? an id, a glob, 'all' or 'list'");
        if (update && targetText != null) {
            throw new Misuse("--update records what this program does: it never runs against another target");
        }
        boolean list = patterns.contains("list");
        return new Options(
                patterns,
                list,
                update,
                target == null ? defaultTarget : target,
                targetText,
                strict,
                skip,
                jobs,
                timeFactor,
                repeat,
                expectFail,
                junit,
                json,
                html,
                golden,
                rules);
    }

    private void word(String word) throws Misuse {
        switch (word) {
            case "--conformance" -> {}
            case "--update" -> update = true;
            case "--target" -> target(value(word));
            case "--level" -> strict = EnumSet.range(Level.MUST, level(value(word)));
            case "--skip" -> skip.add(value(word));
            case "--jobs" -> jobs = positive(word);
            case "--repeat" -> repeat = positive(word);
            case "--timeout-factor" -> timeFactor = factor(value(word));
            case "--expect-fail" -> expectFail = Path.of(value(word));
            case "--junit" -> junit = Path.of(value(word));
            case "--json" -> json = Path.of(value(word));
            case "--html" -> html = Path.of(value(word));
            case "--golden" -> golden = Path.of(value(word));
            case "--rules" -> rules = Path.of(value(word));
            default -> {
                if (word.startsWith("-")) throw new Misuse("unknown flag " + word);
                patterns.add(word);
            }
        }
    }

    private String value(String flag) throws Misuse {
        if (words.isEmpty()) throw new Misuse(flag + " needs a value");
        return words.removeFirst();
    }

    private void target(String text) throws Misuse {
        target = switch (TargetSpec.parse(text)) {
            case TargetSpec.Known known -> known.target();
            case TargetSpec.Unknown unknown -> throw new Misuse(unknown.message());
        };
        targetText = text;
    }

    private static Level level(String word) throws Misuse {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Misuse("a level is MUST, SHOULD, MAY or EXTENSION, not " + word));
    }

    private int positive(String flag) throws Misuse {
        String word = value(flag);
        if (!word.matches("[1-9]\\d{0,5}")) throw new Misuse(flag + " needs a positive number, not " + word);
        return Integer.parseInt(word);
    }

    private static double factor(String word) throws Misuse {
        if (!word.matches("\\d{1,4}(\\.\\d{1,4})?") || Double.parseDouble(word) <= 0) {
            throw new Misuse("--timeout-factor needs a positive number, not " + word);
        }
        return Double.parseDouble(word);
    }
}
