package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No source file is longer than CONTRIBUTING.md allows.
class SizesTest {
    private static final Pattern MOST = Pattern.compile("[Nn]o file has more than (\\d+) lines");

    @Test
    void noFileIsLongerThanTheRulesAllow() throws IOException {
        Matcher rule = MOST.matcher(MarkdownPage.read("CONTRIBUTING.md").text());
        assertTrue(rule.find(), "CONTRIBUTING.md has no rule about the length of files");
        int most = Integer.parseInt(rule.group(1));
        List<String> longer = new ArrayList<>();
        int seen = 0;
        for (Path file : sources()) {
            seen++;
            int lines = Files.readAllLines(file).size();
            if (lines > most) longer.add(MarkdownPage.ROOT.relativize(file) + ": " + lines);
        }
        assertTrue(seen > 300, "only " + seen + " sources were found");
        assertEquals(List.of(), longer);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MarkdownPage.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
