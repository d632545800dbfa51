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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Comments are as wide as a reader's eye takes in, and no formatter has torn one.
class CommentsTest {
    private static final int COLUMNS = 100;
    private static final Pattern COMMENT = Pattern.compile("\\s*///? (.*)");

    /// A row of a table cannot be broken.
    private static final Pattern ROW = Pattern.compile("\\|.*");

    /// What a formatter leaves of a line that was a little too long.
    private static final int STRAY = 12;

    private static final int FULL = 80;

    private record Source(Path file, List<String> lines) {}

    private static List<Source> sources = List.of();

    @BeforeAll
    static void readAll() throws IOException {
        List<Source> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MarkdownPage.ROOT)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (file.toString().contains("/target/")) continue;
                all.add(new Source(MarkdownPage.ROOT.relativize(file), Files.readAllLines(file)));
            }
        }
        sources = all;
        assertTrue(sources.size() > 300, () -> "only " + sources.size() + " sources were found");
    }

    /// The words of a comment line; empty for a line of another kind.
    private static String words(String line) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches() ? comment.group(1) : "";
    }

    @Test
    void noCommentIsWiderThanAHundredColumns() {
        List<String> wide = new ArrayList<>();
        for (Source source : sources) {
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i);
                String words = words(line);
                if (words.isEmpty() || ROW.matcher(words).matches()) continue;
                if (line.codePointCount(0, line.length()) > COLUMNS) wide.add(source.file() + ":" + (i + 1));
            }
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void noCommentIsTorn() {
        List<String> torn = new ArrayList<>();
        for (Source source : sources) {
            for (int i = 1; i + 1 < source.lines().size(); i++) {
                String before = words(source.lines().get(i - 1));
                String here = words(source.lines().get(i));
                String after = words(source.lines().get(i + 1));
                boolean isShort = !here.isEmpty() && here.length() <= STRAY && before.length() > FULL;
                if (isShort && !after.isEmpty() && Character.isLowerCase(after.codePointAt(0))) {
                    torn.add(source.file() + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), torn);
    }
}
