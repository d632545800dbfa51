package tsunagi.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.target.TargetSpec;

/// Reads from a command line which implementations are judged, and with which partners.
///
/// @param flags   of the command line
/// @param command the words behind `--`: a node's command
record LineupWords(Flags flags, List<String> command) {
    private static final Set<Flag> SAID_BY_THE_FILE = EnumSet.of(
            Flag.TARGET, Flag.NODE, Flag.WITH, Flag.WITHOUT, Flag.EXPECT_FAIL, Flag.EXPECT_FLAKY, Flag.UPDATE);

    /// @param defaultTarget the program that the kit is a part of
    Options.Lineup of(Target defaultTarget) throws Misuse {
        @Nullable Path file = flags.path(Flag.IMPLEMENTATIONS);
        if (file != null) return of(file);
        if (flags.has(Flag.ONLY)) throw new Misuse("--only has no meaning without --implementations");
        boolean update = flags.has(Flag.UPDATE);
        if (update && (flags.has(Flag.TARGET) || flags.has(Flag.NODE))) {
            throw new Misuse("--update records what this program does: it never runs against another target");
        }
        @Nullable String said = flags.value(Flag.TARGET).orElse(null);
        Target target = defaultTarget;
        if (flags.has(Flag.NODE)) {
            if (command.isEmpty()) throw new Misuse("--node needs -- and the words of the command behind it");
            if (said != null) throw new Misuse("--node and --target both name the node: give one of them");
            target = argv();
            said = "cmd:" + command.stream().map(Program::quoted).collect(Collectors.joining(" "));
        } else if (said != null) {
            target = target("--target", said);
        }
        Implementation own =
                Implementation.underTest(said == null ? "this program" : said, target, level(), without(), lists());
        return new Options.Lineup(List.of(own), partners(update));
    }

    private Target argv() throws Misuse {
        return TargetText.target("--node", TargetSpec.command(command));
    }

    private Implementation.Lists lists() throws Misuse {
        return new Implementation.Lists(flags.path(Flag.EXPECT_FAIL), flags.path(Flag.EXPECT_FLAKY));
    }

    private Options.Lineup of(Path file) throws Misuse {
        flags.refuse(SAID_BY_THE_FILE::contains, form -> false, "with --implementations: the file says it");
        List<Implementation> all = Implementations.read(file, level());
        List<String> only = flags.values(Flag.ONLY);
        for (String name : only) {
            if (all.stream().noneMatch(one -> one.name().equals(name))) {
                List<String> names = all.stream().map(Implementation::name).toList();
                throw new Misuse(
                        "--only: %s has no implementation %s, only %s".formatted(file, name, String.join(", ", names)));
            }
        }
        List<Implementation> judged = all.stream()
                .filter(one -> only.isEmpty() || only.contains(one.name()))
                .toList();
        return new Options.Lineup(judged, all);
    }

    private Set<Need> without() throws Misuse {
        Set<Need> without = EnumSet.noneOf(Need.class);
        for (String value : flags.values(Flag.WITHOUT)) {
            for (String word : value.split(",", -1)) without.add(Needs.named(word.strip()));
        }
        return without;
    }

    private static Target target(String flag, String text) throws Misuse {
        return TargetText.target(flag, TargetSpec.parse(text));
    }

    private List<Implementation> partners(boolean update) throws Misuse {
        List<Implementation> partners = new ArrayList<>();
        for (String text : flags.values(Flag.WITH)) {
            if (update) throw new Misuse("--update records what this program does alone: take --with out");
            Implementation partner = partner(text);
            if (partners.stream().anyMatch(one -> one.name().equals(partner.name()))) {
                throw new Misuse(
                        "--with names %s twice: give each partner a name of its own".formatted(partner.name()));
            }
            partners.add(partner);
        }
        return partners;
    }

    private Implementation partner(String text) throws Misuse {
        int end = text.indexOf('=');
        String name = end < 0 ? "" : text.substring(0, end);
        if (name.equals(Target.Member.UNDER_TEST)) {
            throw new Misuse("--with: '%s' is the node under test: give its partner another name".formatted(name));
        }
        if (end > 0 && !Implementations.isName(name)) throw new Misuse("--with: " + Implementations.noName(name));
        if (end <= 0) {
            throw new Misuse("--with needs NAME=TARGET, such as zig='cmd:…', not '%s'".formatted(text));
        }
        String said = text.substring(end + 1);
        Target target = target("--with " + name, said);
        if (target.isFreshEachTime()) {
            return new Implementation(name, said, target, List.of(), level(), Set.of(), Implementation.Lists.NONE, 1);
        }
        throw new Misuse(
                "--with %s: a partner needs a fresh node for each scenario: use cmd: or docker:".formatted(name));
    }

    private Level level() throws Misuse {
        String word = flags.value(Flag.LEVEL).orElse(Level.MUST.name());
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Misuse("a level is MUST, SHOULD, MAY or EXTENSION, not " + word));
    }
}
