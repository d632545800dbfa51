package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers are written alike everywhere: programs read them, and people compare them.
class LocaleTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /// A conversion that writes digits in the way of a locale.
    private static final Pattern LOCAL = Pattern.compile("%[-+0-9,. ]*[dfe]");

    private static final int STATEMENT_LINES = 4;

    /// Runs the kit with a node that fails, in a process of its own because a locale is the whole
    /// program's.
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        TwoScenarios kit = new TwoScenarios(home);
        kit.run(
                Quirk.RELAYS_TWICE,
                "all",
                "--repeat",
                "2",
                "--junit",
                home.resolve("junit.xml").toString(),
                "--json",
                home.resolve("report.json").toString(),
                "--html",
                home.toString());
        Files.writeString(home.resolve("console.txt"), kit.out() + kit.err());
        Files.writeString(home.resolve("digits.txt"), "%d".formatted(10));
    }

    @Test
    void noReportHasDigitsOfTheUsersLocale(@TempDir Path home) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocaleTest.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("١٠", Files.readString(home.resolve("digits.txt")), "the locale has digits of its own");
        for (String file : List.of("console.txt", "junit.xml", "report.json", "index.html")) {
            String text = Files.readString(home.resolve(file));
            assertTrue(text.contains("1 of 2 scenarios passed") || file.equals("junit.xml"), text);
            assertEquals(
                    List.of(),
                    text.lines()
                            .filter(line -> line.codePoints().anyMatch(c -> Character.isDigit(c) && c > '9'))
                            .toList(),
                    file);
        }
    }

    /// What is not run by the test above: every number is written by its own text (`%s`), or says
    /// whose digits it wants.
    @Test
    void everyFormatOfANumberNamesItsLocale() throws IOException {
        List<String> careless = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (!LOCAL.matcher(lines.get(i)).find()) continue;
                    String statement = String.join("\n", lines.subList(Math.max(0, i - STATEMENT_LINES), i + 1));
                    if (!statement.contains("Locale.ROOT")) careless.add(file + ":" + (i + 1) + lines.get(i));
                }
            }
        }
        assertEquals(List.of(), careless);
    }
}
