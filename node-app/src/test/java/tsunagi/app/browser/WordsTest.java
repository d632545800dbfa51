package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Offence;

/// Every word of the explorer is there in both languages, also those for what the node refuses.
class WordsTest {
    private static final Path EXPLORER = Path.of("src/main/resources/tsunagi/app/explorer");
    private static final Path SERVER = Path.of("src/main/java/tsunagi/app/http");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  '?([^':]+)'?: '(.*)',$");
    private static final Pattern HOLE = Pattern.compile("\\{\\w+}");
    private static final Pattern USED = Pattern.compile("\\bt\\('(\\w+)'");
    private static final Pattern IN_PAGE = Pattern.compile("data-word(?:-\\w+)?=\"(\\w+)\"");
    private static final Pattern CODE = Pattern.compile(
            "(?:new Problem\\(\\s*\\d+,|new Meaning\\(\"[^\"]*\",|Problem\\.\\w+\\()\\s*\"([a-z]+(?:-[a-z]+)+)\"");

    @Test
    void bothLanguagesHaveTheSameWordsWithTheSameHoles() throws IOException {
        Map<String, String> english = words("en");
        Map<String, String> japanese = words("ja");
        // Japanese has no words of their own for one of a thing.
        Set<String> wanted = english.keySet().stream()
                .filter(word -> !word.endsWith("_one"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>(japanese.keySet());
        there.removeIf(word -> word.endsWith("_one") || word.contains(" "));
        assertEquals(wanted, there);
        for (String word : wanted) {
            assertFalse(japanese.get(word).isBlank(), word);
            assertEquals(holes(english.get(word)), holes(japanese.get(word)), word);
        }
    }

    @Test
    void everyWordThatAPageUsesIsThere() throws IOException {
        Map<String, String> english = words("en");
        for (Path file : explorerFiles()) {
            String text = Files.readString(file, UTF_8);
            Stream.of(USED, IN_PAGE)
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .forEach(used -> assertTrue(english.containsKey(used.group(1)), file + ": " + used.group(1)));
        }
    }

    @Test
    void everyCodeOfTheServerHasWords() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(SERVER)) {
            for (Path file : files.toList()) {
                CODE.matcher(Files.readString(file, UTF_8)).results().forEach(code -> codes.add(code.group(1)));
            }
        }
        assertTrue(codes.contains("wrong-type") && codes.contains("token-needed"), codes.toString());
        Map<String, String> english = words("en");
        for (String code : codes) assertTrue(english.containsKey("problem-" + code), code);
    }

    @Test
    void everyReasonOfTheNodeHasJapaneseWords() throws IOException {
        Map<String, String> japanese = words("ja");
        Stream.concat(
                        Arrays.stream(CloseReason.values()).map(CloseReason::words),
                        Arrays.stream(Offence.values()).map(Offence::words))
                .forEach(reason -> assertTrue(japanese.containsKey(reason), reason));
    }

    private static Map<String, String> words(String language) throws IOException {
        Map<String, String> words = new TreeMap<>();
        ENTRY.matcher(Files.readString(EXPLORER.resolve("words." + language + ".js"), UTF_8))
                .results()
                .forEach(entry -> assertEquals(null, words.put(entry.group(1), entry.group(2)), entry.group(1)));
        return words;
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(hole -> hole.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> explorerFiles() throws IOException {
        try (Stream<Path> files = Files.list(EXPLORER)) {
            return files.filter(file -> file.toString().matches(".*\\.(js|html)$"))
                    .toList();
        }
    }
}
