package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `--help` says is what the command line takes.
class HelpTest {
    private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");

    static List<Option> options() {
        return List.copyOf(Flag.options().getOptions());
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyFlagSaysWhatValuesItTakes(Option option) {
        String flag = "--" + option.getLongOpt();
        String help = HelpText.text()
                .lines()
                .filter(line -> line.startsWith("  " + flag + " "))
                .findFirst()
                .orElseThrow();
        if (!option.hasArg()) return;
        switch (option.getArgName()) {
            case "N", "PORT" -> assertRange(help, option, "");
            case "[HOST:]PORT" -> {
                assertRange(help, option, "");
                assertRange(help, option, "[::1]:");
            }
            case "TOKEN" -> {
                Matcher range = range(help);
                for (int i = 1; i <= 2; i++) takes(option, "x".repeat(Integer.parseInt(range.group(i))));
                refuses(option, "x".repeat(Integer.parseInt(range.group(1)) - 1));
                refuses(option, "x".repeat(Integer.parseInt(range.group(2)) + 1));
            }
            case "text|json" -> List.of("text", "json").forEach(word -> takes(option, word));
            case "LEVEL" ->
                List.of("error", "warn", "info", "debug", "trace").forEach(word -> {
                    assertTrue(help.contains(word), help);
                    takes(option, word);
                });
            // Of these, there is no list or range.
            case "DIR", "FILE", "HOST:PORT", "URL" -> assertTrue(help.length() > 2 * flag.length(), help);
            default -> throw new AssertionError("this test does not know what to try for " + help);
        }
    }

    private static void assertRange(String help, Option option, String before) {
        Matcher range = range(help);
        long min = Long.parseLong(range.group(1));
        long max = Long.parseLong(range.group(2));
        takes(option, before + min);
        takes(option, before + max);
        refuses(option, before + (min - 1));
        refuses(option, before + (max + 1));
    }

    private static Matcher range(String help) {
        Matcher range = RANGE.matcher(help);
        assertTrue(range.find(), help);
        return range;
    }

    private static void takes(Option option, String value) {
        assertDoesNotThrow(() -> Arguments.parse(line(option, value), Map.of()), () -> option + " " + value);
    }

    private static void refuses(Option option, String value) {
        assertThrows(
                UsageException.class, () -> Arguments.parse(line(option, value), Map.of()), () -> option + " " + value);
    }

    private static List<String> line(Option option, String value) {
        List<String> given = List.of("--" + option.getLongOpt() + "=" + value, "--in-memory");
        return option.getLongOpt().equals("listen")
                ? given
                : List.of("--listen=7001", given.getFirst(), given.getLast());
    }

    @Test
    void theReferencesHaveTheSameRanges() throws IOException {
        for (String file : List.of("../docs/command-line.md", "../docs/ja/command-line.md")) {
            List<String> rows = Files.readAllLines(Path.of(file));
            for (Option option : options()) {
                Matcher range = RANGE.matcher(option.getDescription());
                if (!range.find()) continue;
                String row = rows.stream()
                        .filter(line -> line.startsWith("| `--" + option.getLongOpt() + " "))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(file + ": " + option));
                assertTrue(
                        row.contains(range.group()) || row.contains(range.group(1) + "～" + range.group(2)),
                        file + ": " + row + " without " + range.group());
            }
        }
    }

    @Test
    void helpNamesEveryFlag() {
        for (Flag flag : Flag.values()) assertTrue(HelpText.text().contains("--" + flag.key()), flag.key());
    }

    @Test
    void noLineOfHelpIsWiderThanAWideTerminal() {
        assertEquals(
                List.of(),
                HelpText.text().lines().filter(line -> line.length() > 160).toList());
    }
}
