package tsunagi.conformance;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.report.Fields;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.target.TargetSpec;
import tsunagi.conformance.verdict.TextFile;

/// Reads a file of implementations: JSON, with a member `implementations` that lists them.
final class Implementations {
    /// Ends a word for the system.
    private static final String NUL = "\0";

    private static final Set<String> MEMBERS = Set.of(
            "name",
            "target",
            "version",
            "level",
            "without",
            "expectFail",
            "expectFlaky",
            "patience",
            "environment",
            "directory",
            "stopSignal",
            "ready");

    private static final Set<String> SIGNALS = Set.of("TERM", "INT", "HUP", "QUIT", "USR1", "USR2");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final Path file;
    private final Level level;

    private Implementations(Path file, Level level) {
        this.file = file;
        this.level = level;
    }

    /// Whether a word can stand for an implementation in ids and tables.
    static boolean isName(String word) {
        return word.matches(NAME) && !word.equals(Target.Member.UNDER_TEST);
    }

    /// @param level for those that name none
    static List<Implementation> read(Path file, Level level) throws Misuse {
        String text;
        try {
            text = TextFile.read(file);
        } catch (TextFile.Unreadable e) {
            throw new Misuse("--implementations: " + e.sentence());
        }
        try {
            return new Implementations(file, level).all(Fields.of(text));
        } catch (Fields.Unfit e) {
            throw new Misuse("--implementations: %s: %s".formatted(file, e.reason()));
        }
    }

    private List<Implementation> all(Fields top) throws Fields.Unfit, Misuse {
        only(top, Set.of("implementations"));
        List<Fields> entries = top.list("implementations", entry -> entry);
        if (entries.isEmpty()) throw wrong("its list 'implementations' is missing or empty");
        List<Implementation> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields entry : entries) {
            only(entry, MEMBERS);
            Implementation one = one(entry);
            if (!names.add(one.name())) throw wrong("the name %s stands twice".formatted(one.name()));
            all.add(one);
        }
        return all;
    }

    private static void only(Fields fields, Set<String> known) throws Fields.Unfit {
        fields.only(known, name -> Similar.question(name, List.copyOf(known)));
    }

    private Misuse wrong(String reason) {
        return new Misuse("--implementations: %s: %s".formatted(file, reason));
    }

    /// Why a word cannot be the name of an implementation.
    static String noName(String word) {
        return "'%s' is no name: a letter or a digit, and then letters, digits and . _ -; 'target' has a meaning of its own"
                .formatted(word);
    }

    private Implementation one(Fields entry) throws Fields.Unfit, Misuse {
        String name = entry.text("name");
        if (!isName(name)) {
            throw wrong(noName(name));
        }
        String said = entry.text("target");
        if (said.contains(NUL) || entry.texts("version").stream().anyMatch(word -> word.contains(NUL)))
            throw wrong(name + ": no word of a command can hold a character U+0000");
        Target target = TargetText.target("--implementations: %s: %s".formatted(file, name), TargetSpec.parse(said));
        if (!target.isFreshEachTime()) {
            throw wrong("%s needs a fresh node for each scenario: use cmd: or docker:".formatted(name));
        }
        Target.Surroundings surroundings = surroundings(name, entry);
        if (target instanceof Target.Command command) {
            target = new Target.Command(command.words(), surroundings);
        } else if (!surroundings.equals(Target.Surroundings.OWN)) {
            throw wrong(name + ": environment, directory, stopSignal and ready are for cmd: alone");
        }
        Set<Need> without = EnumSet.noneOf(Need.class);
        for (String word : entry.texts("without")) {
            without.add(Needs.find(word)
                    .orElseThrow(() -> wrong("%s: without: '%s' is none of %s".formatted(name, word, Needs.words()))));
        }
        return new Implementation(
                name,
                said,
                target,
                entry.texts("version"),
                entry.one("level", Level.class, level),
                without,
                new Implementation.Lists(path(name, entry, "expectFail"), path(name, entry, "expectFlaky")),
                entry.factor("patience", 1));
    }

    private Target.Surroundings surroundings(String name, Fields entry) throws Fields.Unfit, Misuse {
        Map<String, String> environment = new LinkedHashMap<>();
        Fields variables = entry.inside("environment");
        if (variables != null) {
            for (String variable : variables.names()) {
                String value = variables.text(variable);
                if (variable.isEmpty() || variable.contains("=") || (variable + value).contains(NUL)) {
                    throw wrong("%s: environment: no process can have the variable '%s'; correct its name or value"
                            .formatted(name, variable));
                }
                environment.put(variable, value);
            }
        }
        String signal = entry.text("stopSignal", Target.Surroundings.TERM);
        if (!SIGNALS.contains(signal)) {
            throw wrong("%s: stopSignal is '%s', and can be one of %s".formatted(name, signal, sorted(SIGNALS)));
        }
        Path directory = path(name, entry, "directory");
        if (directory != null && !Files.isDirectory(directory)) {
            throw wrong("%s: there is no directory %s".formatted(name, directory));
        }
        return new Target.Surroundings(environment, directory, signal, entry.text("ready", ""));
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    /// A path in the file begins where the file is.
    private @Nullable Path path(String name, Fields entry, String member) throws Fields.Unfit, Misuse {
        String word = entry.text(member, "");
        if (word.isEmpty()) return null;
        try {
            return file.toAbsolutePath().resolveSibling(word).normalize();
        } catch (InvalidPathException e) {
            throw wrong("%s: %s: '%s' is no path".formatted(name, member, word));
        }
    }
}
