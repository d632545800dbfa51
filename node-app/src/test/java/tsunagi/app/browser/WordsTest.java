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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Offence;

/// Every word of the explorer is there in both languages, also those for what the node refuses.
class WordsTest {
    private static final Path EXPLORER = Path.of("src/main/resources/tsunagi/app/explorer");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  '?([^':]+)'?: '(.*)',$");
    private static final Pattern HOLE = Pattern.compile("\\{\\w+}");
    private static final Pattern USED = Pattern.compile("\\bt\\('(\\w+)'");
    private static final Pattern IN_PAGE = Pattern.compile("data-word(?:-\\w+)?=\"(\\w+)\"");
    private static final String CODE_WORD = "problem-";

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
    void theCodesOfTheApiHaveWordsAndNoOthersHave() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (JsonNode code : new JsonMapper()
                .readTree(EXPLORER.resolve("openapi.json"))
                .at("/components/schemas/Problem/properties/code/enum")) {
            codes.add(code.asString());
        }
        assertTrue(codes.contains("wrong-type") && codes.contains("token-needed"), codes.toString());
        Set<String> there = words("en").keySet().stream()
                .filter(word -> word.startsWith(CODE_WORD))
                .map(word -> word.substring(CODE_WORD.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(codes, there);
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
