package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.Frames;

/// The words of the notation, here and on the page that defines it.
class KeywordsTest {
    private static final Set<String> OF_PLACEHOLDERS = Set.of("int", "hash", "index");
    private static final Set<String> UNITS = Set.of("ms", "s");

    @Test
    void thePageListsEachKeyword() throws IOException {
        assertEquals(new TreeSet<>(Keywords.ALL), words(section("Keywords"), "`([a-z-]+)`"));
    }

    @Test
    void theGrammarOnThePageHasEachKeyword() throws IOException {
        Set<String> quoted = words(section("Grammar"), "\"([a-z][a-z-]*)\"");
        quoted.removeAll(UNITS);
        Set<String> known = new TreeSet<>(Keywords.ALL);
        known.removeAll(OF_PLACEHOLDERS);
        assertEquals(known, quoted);
    }

    @Test
    void theGrammarForEditorsHasEachKeyword() throws IOException {
        String grammar = Files.readString(Path.of("../docs/editors/tsunagi-golden.tmLanguage.json"));
        assertEquals(new TreeSet<>(Keywords.ALL), words(grammar, "(?<=[(|])([a-z][a-z-]*)(?=[)|])"));
    }

    @Test
    void thePageSaysWhatNeedsWhat() throws IOException {
        Set<String> listed = words(section("Header"), "\\| `([a-z]+)` \\|");
        assertEquals(
                Arrays.stream(Need.values()).map(Need::word).collect(Collectors.toCollection(TreeSet::new)), listed);
    }

    @Test
    void thePageForReadersExplainsEachWordOfAStep() throws IOException {
        Set<String> explained = new TreeSet<>();
        words(section("README.md", "Steps at a glance"), "`([^`]+)`")
                .forEach(code -> explained.addAll(List.of(code.split(" ", -1))));
        Set<String> known = Arrays.stream(Verb.values()).flatMap(Verb::keywords).collect(Collectors.toSet());
        known.removeAll(explained);
        assertEquals(Set.of(), known);
    }

    @Test
    void thePageHasTheReadersLimits() throws IOException {
        String refusals = section("Refusals");
        assertTrue(refusals.contains("*" + LineReader.MAX_TIMES + "`"), "how often");
        assertTrue(refusals.contains("more than " + (LineReader.MAX_BYTES >> 20) + " MiB"), "bytes of a file");
        assertTrue(refusals.contains("groups more than " + ExpectationReader.MAX_DEPTH), "groups");
        assertTrue(refusals.contains("longer than " + Frames.MAX_BYTES + " bytes"), "a frame");
        String times = section("Expecting");
        assertTrue(
                times.contains("within " + Timing.DEFAULT.within().toSeconds() + " s of"), "a line without a timing");
    }

    @Test
    void noKeywordIsAName() {
        for (String keyword : Keywords.ALL) {
            String text = "title t\nlevel MUST\nrules 1.1\nkills k\nbytes %s \"x\"\n".formatted(keyword);
            ScenarioParser.Refused refused =
                    assertInstanceOf(ScenarioParser.Refused.class, ScenarioParser.parse("t", text), keyword);
            assertTrue(refused.error().message().contains("cannot be a name"), refused::toString);
        }
    }

    /// A new kind of step that has a timing must not be forgotten where times are added up.
    @Test
    void eachStepWithATimingIsTimed() {
        Set<Class<?>> timed = records(Step.class)
                .filter(step -> Arrays.stream(step.getRecordComponents())
                        .map(RecordComponent::getType)
                        .anyMatch(Timing.class::equals))
                .collect(Collectors.toSet());
        assertEquals(records(Step.Timed.class).collect(Collectors.toSet()), timed);
    }

    private static Stream<Class<?>> records(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(one -> one.isRecord() ? Stream.of(one) : records(one));
    }

    private static Set<String> words(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section(String title) throws IOException {
        return section("PLAYER.md", title);
    }

    private static String section(String file, String title) throws IOException {
        String page = Files.readString(Path.of("..", "golden", file));
        String start = "\n## " + title + "\n";
        int from = page.indexOf(start);
        assertTrue(from >= 0, "the page has no section " + title);
        int to = page.indexOf("\n## ", from + 1);
        return page.substring(from, to < 0 ? page.length() : to);
    }
}
