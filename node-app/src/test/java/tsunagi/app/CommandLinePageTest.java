package tsunagi.app;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.verdict.ExitStatus;

/// docs/command-line.md says what the program does: flags, values, defaults,
/// variables and exit statuses.
class CommandLinePageTest {
    private static final String NODE = "Flags of a node";
    private static final String KIT = "Flags of the conformance kit";
    private static final Pattern NAME = Pattern.compile("`(--[a-z-]+)");
    private static final Pattern KIT_FLAG = Pattern.compile("^ {2}(--[a-z-]+)");
    private static final Pattern KIT_DEFAULT = Pattern.compile("; default (.+)$");
    private static final Pattern STATUS_IN_HELP = Pattern.compile("(?m)^ +(\\d) {2}");

    private final MarkdownPage page;

    CommandLinePageTest() throws IOException {
        page = MarkdownPage.read("docs/command-line.md");
    }

    @Test
    void everyFlagOfTheNodeIsThereWithItsArgument() {
        Set<String> expected = new TreeSet<>();
        for (Option option : Flag.options().getOptions()) {
            expected.add("`--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "") + "`");
        }
        assertEquals(expected, flagsIn(page, NODE));
    }

    /// The same table in Japanese.
    @Test
    void theJapanesePageHasTheSameFlagsAndDefaults() throws IOException {
        MarkdownPage japanese = MarkdownPage.read("docs/ja/command-line.md");
        assertEquals(flagsIn(page, NODE), flagsIn(japanese, "ノードのオプション"));
        for (Flag flag : Flag.values()) {
            String there = row(japanese, "ノードのオプション", flag).cell(3);
            String here = row(page, NODE, flag).cell(3);
            if (here.matches("`.*`|\\d+|info|text")) assertEquals(here, there, flag.key());
        }
    }

    @Test
    void everyRangeIsThatOfTheProgram() {
        for (Flag flag : Flag.values()) {
            try {
                assertEquals(flag.range().toString(), row(page, NODE, flag).cell(2), flag.key());
            } catch (NoSuchElementException noNumber) {
                assertTrue(!row(page, NODE, flag).cell(2).isEmpty(), flag.key());
            }
        }
        assertEquals(
                Flag.MIN_TOKEN + " to " + Flag.MAX_TOKEN + " characters of ASCII",
                row(page, NODE, Flag.HTTP_TOKEN).cell(2));
    }

    @Test
    void everyDefaultIsThatOfTheProgram() throws UsageException {
        NodeSettings usual = settings(List.of("7001"));
        Map<Flag, String> defaults = new HashMap<>();
        defaults.put(Flag.LISTEN, "none");
        defaults.put(Flag.CONNECT, usual.peers().isEmpty() ? "none" : "some");
        defaults.put(
                Flag.DATA_DIR, "`" + directory(usual).replace("/home/x", "~").replace("7001", "PORT") + "`");
        defaults.put(Flag.IN_MEMORY, usual.storage() instanceof NodeSettings.InMemory ? "on" : "off");
        defaults.put(Flag.DIFFICULTY, Integer.toString(usual.difficultyBytes()));
        defaults.put(
                Flag.MINING_THREADS,
                usual.miningThreads() == Runtime.getRuntime().availableProcessors()
                        ? "one for each processor"
                        : Integer.toString(usual.miningThreads()));
        defaults.put(Flag.MAX_PEERS, Integer.toString(usual.maxPeers()));
        defaults.put(Flag.PEERS_URL, usual.peersUrl().isPresent() ? "some" : "none");
        defaults.put(Flag.HTTP, usual.http().isPresent() ? "on" : "off");
        defaults.put(Flag.HTTP_TOKEN, "none");
        defaults.put(Flag.HTTP_ORIGIN, "none");
        defaults.put(Flag.LOG_FORMAT, usual.log().format().name().toLowerCase(Locale.ROOT));
        defaults.put(Flag.LOG_LEVEL, usual.log().level().name().toLowerCase(Locale.ROOT));
        for (Flag flag : Flag.values()) {
            assertEquals(defaults.get(flag), row(page, NODE, flag).cell(3), flag.key());
        }
    }

    private static NodeSettings settings(List<String> words) throws UsageException {
        Command command = Arguments.parse(words, Map.of("HOME", "/home/x"));
        return ((Command.RunNode) command).settings();
    }

    private static String directory(NodeSettings settings) {
        Path directory = ((NodeSettings.InDirectory) settings.storage()).directory();
        return directory.toString();
    }

    /// A line of the file that the page shows is one that the program takes.
    @Test
    void everySettingHasItsVariableAndItsLine() {
        List<MarkdownPage.Row> rows = page.rowsUnder("Environment and configuration file");
        for (Flag flag : Flag.values()) {
            MarkdownPage.Row row = rows.stream()
                    .filter(some -> some.cell(0).equals("`--" + flag.key() + "`"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no variable of --" + flag.key()));
            assertEquals("`" + flag.environmentVariable() + "`", row.cell(1));
            assertTrue(row.cell(2).startsWith("`" + flag.key() + "="), row::toString);
        }
    }

    @Test
    void everyFlagOfTheKitIsThere() {
        Set<String> named = page.rowsUnder(KIT).stream()
                .map(row -> NAME.matcher(row.cell(0)))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .collect(toCollection(TreeSet::new));
        assertEquals(KitHelp.flags(), named);
    }

    @Test
    void everyDefaultOfTheKitIsThatOfItsHelp() {
        Map<String, String> rows = new HashMap<>();
        for (MarkdownPage.Row row : page.rowsUnder(KIT)) {
            Matcher name = NAME.matcher(row.cell(0));
            if (name.find()) rows.put(name.group(1), row.cell(2));
        }
        String flag = "";
        int defaults = 0;
        for (String line : KitHelp.text().lines().toList()) {
            Matcher name = KIT_FLAG.matcher(line);
            if (name.find()) flag = name.group(1);
            Matcher usual = KIT_DEFAULT.matcher(line);
            if (!usual.find()) continue;
            assertEquals(usual.group(1), rows.get(flag), flag);
            defaults++;
        }
        assertTrue(defaults >= 6, defaults + " defaults in the help");
    }

    @Test
    void theExitStatusesAreThoseOfTheProgram() {
        String help = HelpText.text();
        Set<String> ofNode = new TreeSet<>();
        STATUS_IN_HELP
                .matcher(help.substring(help.indexOf("Exit status")))
                .results()
                .forEach(match -> ofNode.add(match.group(1)));
        assertEquals(ofNode, statuses("Exit statuses of a node"));
        Set<String> ofKit = Arrays.stream(ExitStatus.values())
                .map(status -> Integer.toString(status.code()))
                .collect(toCollection(TreeSet::new));
        assertEquals(ofKit, statuses("Exit statuses of the conformance kit"));
    }

    private Set<String> statuses(String heading) {
        return page.rowsUnder(heading).stream()
                .map(row -> row.cell(0))
                .filter(cell -> cell.matches("\\d+"))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> flagsIn(MarkdownPage page, String heading) {
        return page.rowsUnder(heading).stream()
                .map(row -> row.cell(0))
                .filter(cell -> cell.startsWith("`--"))
                .collect(toCollection(TreeSet::new));
    }

    private static MarkdownPage.Row row(MarkdownPage page, String heading, Flag flag) {
        return page.rowsUnder(heading).stream()
                .filter(row -> row.cell(0).matches("`--" + flag.key() + "[ `].*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page.file() + " has no row of --" + flag.key()));
    }
}
