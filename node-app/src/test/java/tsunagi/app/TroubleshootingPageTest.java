package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each message that docs/troubleshooting.md explains is one that the program can still print.
class TroubleshootingPageTest {
    private static final Pattern MESSAGE = Pattern.compile("(?m)^### `([^`]+)`$");
    private static final List<String> MODULES = List.of("chain", "network", "protocol", "conformance", "node-app");

    /// Words that the source spells in pieces, such as a flag's name before
    /// the rest of its message.
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void everyQuotedMessageStandsInTheSource() throws IOException {
        List<String> sources = sources();
        List<String> quoted = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        Matcher message =
                MESSAGE.matcher(MarkdownPage.read("docs/troubleshooting.md").text());
        while (message.find()) {
            String text = message.group(1);
            quoted.add(text);
            List<String> pieces = Arrays.stream(text.split("…", -1))
                    .map(piece -> piece.startsWith("--http is") ? piece.substring("--http".length()) : piece)
                    .toList();
            if (sources.stream().noneMatch(source -> pieces.stream().allMatch(source::contains))) gone.add(text);
        }
        assertTrue(quoted.size() > 25, () -> quoted.size() + " messages");
        assertEquals(List.of(), gone);
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        sources.add(Files.readString(MarkdownPage.ROOT.resolve("tsunagi")));
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(MarkdownPage.ROOT.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.add(JOINT.matcher(Files.readString(file)).replaceAll(""));
                }
            }
        }
        return sources;
    }
}
