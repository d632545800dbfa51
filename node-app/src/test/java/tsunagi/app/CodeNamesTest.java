package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The classes that the documents name are in the sources.
class CodeNamesTest {
    /// `SomeClass` or `SomeClass.member`.
    private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*[a-z])(?:\\.[A-Za-z_]+)?`");

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");

    /// A string that the code uses as a name, as it does for invariants of a run.
    private static final Pattern QUOTED = Pattern.compile("\"([A-Z][a-z]+[A-Za-z]*)\"");

    /// Names of the platform, of browsers, and of what the code does without.
    private static final Set<String> OF_OTHERS = Set.of(
            "FileChannel", "ReentrantLock", "SharedWorker", "EventSource", "BigInt", "Util", "Manager", "Recovery");

    @Test
    void everyClassThatADocumentNamesIsThere() throws IOException {
        Set<String> known = new HashSet<>(OF_OTHERS);
        try (Stream<Path> files = Files.walk(MarkdownPage.ROOT)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.toString().contains("/target/"))
                    .toList()) {
                String text = Files.readString(file);
                for (Pattern pattern : List.of(DECLARED, QUOTED)) {
                    pattern.matcher(text).results().forEach(found -> known.add(found.group(1)));
                }
            }
        }
        known.addAll(MonitoringTest.alerts());
        List<String> gone = new ArrayList<>();
        int named = 0;
        for (MarkdownPage page : MarkdownPage.all()) {
            if (page.file().startsWith("docs/notes")) continue;
            for (String name : NAMED.matcher(page.text())
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                named++;
                if (!known.contains(name)) gone.add(page.file() + ": " + name);
            }
        }
        assertTrue(named > 150, "only " + named + " names were found");
        assertEquals(List.of(), gone);
    }
}
