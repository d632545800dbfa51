package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.report.ReportForm;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// Words to options, and what is said of words that make no sense.
class CommandLineTest {
    private static final Target PROGRAM = new Target.Command(List.of("program", "{port}"));
    private static final Path HOME = Path.of("home");

    private static CommandLine.Result parse(String... words) {
        return CommandLine.parse(List.of(words), PROGRAM, HOME);
    }

    private static Options understood(String... words) {
        return assertInstanceOf(CommandLine.Understood.class, parse(words)).options();
    }

    @Test
    void anIdAloneIsEnough() {
        Options options = understood("--conformance", "gossip/line");
        assertEquals(List.of("gossip/line"), options.wanted().patterns());
        assertEquals(PROGRAM, options.target());
        assertEquals(EnumSet.of(Level.MUST), options.first().strict());
        assertEquals(1, options.repeat());
        assertEquals(HOME.resolve("golden"), options.golden());
        assertEquals(HOME.resolve("PROTOCOL.md"), options.rules());
    }

    @Test
    void flagsStandAnywhereAndPatternsBetweenThem() {
        Options options = understood(
                "json/*",
                "--jobs",
                "3",
                "fork/*",
                "--skip",
                "json/a*",
                "--level=may",
                "--skip",
                "json/b*",
                "--repeat=2");
        assertEquals(List.of("json/*", "fork/*"), options.wanted().patterns());
        assertEquals(List.of("json/a*", "json/b*"), options.wanted().skip());
        assertEquals(
                EnumSet.of(Level.MUST, Level.SHOULD, Level.MAY), options.first().strict());
        assertEquals(3, options.jobs());
        assertEquals(2, options.repeat());
    }

    @Test
    void aTargetKeepsItsQuotes() {
        Options options = understood("all", "--target", "cmd:sh -c \"exec node {port}\"");
        assertEquals(new Target.Command(List.of("sh", "-c", "exec node {port}")), options.target());
        assertEquals(" --target 'cmd:sh -c \"exec node {port}\"'", options.again());
    }

    @Test
    void aScenarioIsPlayedAgainWithAllThatDecidesItsVerdict() {
        Options options = understood(
                "all",
                "--rules",
                "a b.md",
                "--without",
                "console,netem",
                "--timeout-factor",
                "1.5",
                "--level",
                "MAY",
                "--golden",
                "it's",
                "--jobs",
                "2",
                "--without=dial");
        assertEquals(
                " --without console,netem --without dial"
                        + " --level MAY --timeout-factor 1.5 --golden 'it'\\''s' --rules 'a b.md'",
                options.again());
    }

    @Test
    void whatTheTargetLacksIsDeclared() {
        assertEquals(
                Set.of(Need.CONSOLE, Need.DIAL, Need.NETEM),
                understood("all", "--target", "cmd:x {port}", "--without", "console,dial", "--without", "netem")
                        .first()
                        .without());
        assertEquals(
                Set.of(), understood("all", "--target", "cmd:x {port}").first().without());
        assertEquals(Set.of(), understood("all").first().without());
    }

    @Test
    void helpIsNoMistake() {
        assertEquals(new CommandLine.Help(), parse("--help"));
        assertEquals(new CommandLine.Help(), parse("all", "-h"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                               | which scenarios? an id, a glob, 'all' or 'list'
                    all --wings                      | unknown flag --wings
                    all -w                           | unknown flag -w; did you mean --with or --without?
                    all --job 3                      | unknown flag --job; did you mean --jobs?
                    all --jobs                       | --jobs needs a value
                    all --jobs --update              | --jobs needs a value
                    all --jobs 3 --jobs 4            | --jobs is given 2 times, with 3 and 4: give it once
                    all --jobs 0                     | --jobs needs a whole number from 1 to 999999, not '0'
                    all --jobs -1                    | --jobs needs a whole number from 1 to 999999, not '-1'
                    all --repeat many                | --repeat needs a whole number from 1 to 999999, not 'many'
                    all --timeout-factor 0           | --timeout-factor needs a number from 0.1 to 1000, such as 2 or 1.5, not '0'
                    all --timeout-factor 0.09        | --timeout-factor needs a number from 0.1 to 1000, such as 2 or 1.5, not '0.09'
                    all --timeout-factor 1001        | --timeout-factor needs a number from 0.1 to 1000, such as 2 or 1.5, not '1001'
                    all --timeout-factor 1e2         | --timeout-factor needs a number from 0.1 to 1000, such as 2 or 1.5, not '1e2'
                    all --timeout-factor x           | --timeout-factor needs a number from 0.1 to 1000, such as 2 or 1.5, not 'x'
                    all --level SOME                 | a level is MUST, SHOULD, MAY or EXTENSION, not SOME
                    all --without wings              | --without names what the target lacks: NEEDS; not 'wings'
                    all --without console,           | --without names what the target lacks: NEEDS; not ''
                    all --target addr:nowhere        | --target: an address is host:port, not 'nowhere'
                    all --with zig                   | --with needs NAME=TARGET, such as zig='cmd:…', not 'zig'
                    all --with =cmd:x                | --with needs NAME=TARGET, such as zig='cmd:…', not '=cmd:x'
                    all --with z+g=cmd:x             | --with: 'z+g' is no name: a letter or a digit, and then letters, digits and . _ -; 'target' has a meaning of its own
                    all --with target=cmd:x          | --with: 'target' is the node under test: give its partner another name
                    all --with zig=docker:           | --with zig: which image? docker:IMAGE
                    all --with zig=addr:[::1]:80     | --with zig: a partner needs a fresh node for each scenario: use cmd: or docker:
                    all --with a=docker:x --with a=docker:y | --with names a twice: give each partner a name of its own
                    all --with a=docker:x --update   | --update records what this program does alone: take --with out
                    --explore --shard 1/2            | --shard has no meaning with --explore: take it out
                    --explore --dry-run              | --dry-run has no meaning with --explore: take it out
                    --shard 1/2                      | which scenarios? an id, a glob, 'all' or 'list'
                    all --update --target cmd:false  | --update records what this program does: it never runs against another target
                    """)
    void whatMakesNoSenseIsNamed(String line, String message) {
        String[] words =
                Stream.of(line.split(" ", -1)).filter(word -> !word.isEmpty()).toArray(String[]::new);
        assertEquals(new CommandLine.Wrong(message.replace("NEEDS", Needs.words())), parse(words));
    }

    @Test
    void thePagesForUsersNameEveryFlagNeedAndStatus() throws IOException {
        String page = Files.readString(Path.of("../docs/conformance.md"))
                + Files.readString(Path.of("../docs/implementations.md"));
        String guide = Files.readString(Path.of("../docs/verify-your-node.md"));
        for (Flag flag : Flag.values()) {
            if (flag.takes != Flag.Takes.NOTHING && flag != Flag.RULES)
                assertTrue(page.contains("--" + flag.word() + " "), flag::word);
        }
        for (ReportForm form : ReportForm.values()) assertTrue(page.contains(form.usage()), form::usage);
        for (Need need : Need.values()) assertTrue(page.contains("`" + need.word() + "`"), need::word);
        for (ExitStatus status : ExitStatus.values()) {
            assertTrue(guide.contains("| " + status.code() + " |"), status::name);
            assertTrue(Usage.text().contains("\n  " + status.code() + "  "), status::name);
        }
    }

    @Test
    void theUsageNamesEveryFlag() {
        for (Flag flag : Flag.values()) assertTrue(Usage.text().contains("--" + flag.word() + " "), flag::word);
        for (ReportForm form : ReportForm.values()) assertTrue(Usage.text().contains(form.usage()), form::usage);
        assertTrue(Usage.text().lines().allMatch(line -> line.length() <= 120), Usage::text);
    }

    @Test
    void explorationNeedsNoPatternAndHasItsOwnBounds() {
        Exploring usual = understood("--explore", "--seed", "17").explore();
        assertEquals(new Exploring(17, 100, Duration.ofHours(24), Path.of("explored")), usual);
        Exploring timed = understood("--explore", "--for", "2m", "--seed", "1", "--found", "here")
                .explore();
        assertEquals(new Exploring(1, 1_000_000, Duration.ofMinutes(2), Path.of("here")), timed);
        assertEquals(
                new Exploring(2, 500, Duration.ofSeconds(90), Path.of("explored")),
                understood("--explore", "500", "--for", "90s", "--seed", "2").explore());
        assertNull(understood("all").explore());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --explore 0              | --explore needs a whole number of exchanges from 1 to 999999, not '0'
            --explore many           | --explore needs a whole number of exchanges from 1 to 999999, not 'many'
            --explore --seed -1      | --seed needs
            --explore --seed x       | --seed needs a whole number of 18 digits at most, not 'x'
            --explore --for 2        | --for needs a time such as 90s, 2m or 1h, not '2'
            --explore --for 0s       | --for needs a time such as 90s, 2m or 1h, not '0s'
            --explore 1 --explore 2  | --explore is given 2 times, with 1 and 2: give it once
            --explore 5 all          | --explore plays exchanges of its own: take out 'all'
            --explore --update       | --update records transcripts, and --explore plays none
            --explore --repeat 2     | --repeat has no meaning with --explore
            --explore --junit a.xml  | --junit has no meaning with --explore
            all --seed 1             | --seed has no meaning without --explore
            all --for 2m             | --for has no meaning without --explore
            """)
    void whatMeansNothingTogetherIsRefused(String words, String message) {
        CommandLine.Result result = parse(words.split(" ", -1));
        assertTrue(assertInstanceOf(CommandLine.Wrong.class, result).message().startsWith(message), result::toString);
    }
}
