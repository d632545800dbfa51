package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A pipeline fails with its writer, and a writer fails if its reader has left. Under `pipefail`
/// `grep … | head -n 1` is therefore red now and then. Such readers take a file or `<<<`.
class ScriptsTest {
    private static final List<String> PLACES =
            List.of("tsunagi", ".ci", "deploy", "release", "benchmarks", "simulation", "docs/examples");

    private static final Pattern LEAVES_EARLY = Pattern.compile(
            "(?<!\\|)\\|\\s*(head\\b|[ef]?grep\\s+-\\w*[qm]|sed\\b[^|]*\\bq['\";} ]|awk\\b[^|]*\\bexit\\b|read\\b)");

    /// The lines of a script, each with those that continue it.
    private static List<String> commands(String script) {
        return script.replaceAll("\\\\\\n\\s*", " ")
                .replaceAll("\\|\\s*\\n\\s*", "| ")
                .lines()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .toList();
    }

    private static List<String> faults(String script) {
        if (!script.contains("pipefail")) return List.of();
        return commands(script).stream()
                .filter(line -> LEAVES_EARLY.matcher(line).find())
                .toList();
    }

    @Test
    void noPipelineHasAReaderThatLeavesEarly() throws IOException {
        List<String> found = new ArrayList<>();
        int scripts = 0;
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(MarkdownPage.ROOT.resolve(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (text.startsWith("#!") && text.contains("pipefail")) scripts++;
                    for (String line : faults(text))
                        found.add(MarkdownPage.ROOT.relativize(file) + ": " + line.strip());
                }
            }
        }
        assertTrue(scripts > 20, "only " + scripts + " scripts were read");
        assertEquals(List.of(), found);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("x=$(grep a file | head -n 1)", true),
                arguments("curl url | grep -q word || exit", true),
                arguments("curl url |\n    grep -qx word", true),
                arguments("curl url \\\n    | grep -m 1 word", true),
                arguments("printf x | sed -n '/a/{p;q;}'", true),
                arguments("printf x | awk '{ print; exit }'", true),
                arguments("grep -q word file || head -n 1 file", false),
                arguments("grep -q word <<<\"$text\"", false),
                arguments("grep -m 1 word file", false),
                arguments("sort file | grep word", false),
                arguments("tail -n 5 file | sort", false));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aReaderThatLeavesEarlyIsFound(String line, boolean fault) {
        assertEquals(fault, !faults("set -o pipefail\n" + line + "\n").isEmpty());
    }
}
