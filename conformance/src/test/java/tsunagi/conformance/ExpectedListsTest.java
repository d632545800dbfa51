package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tsunagi.conformance.verdict.ExitStatus;

/// Lists of what is known of a node: lines that are globs.
class ExpectedListsTest extends KitTest {
    private static final String MESSAGE = "a frame came where none may";

    private ExitStatus with(Quirk quirk, String list, String... words) throws IOException {
        Path file = Files.writeString(home.resolve("expected"), list);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--level", "SHOULD", "--expect-fail", file.toString()));
        return kit.run(quirk, all.toArray(String[]::new));
    }

    @Test
    void aGlobSpeaksForEachScenarioThatFails() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, with(Quirk.RELAYS_TWICE, "* | open | " + MESSAGE, "all"), kit::out);
        assertTrue(kit.out().contains("1 of 2 scenarios passed · 1 failed as expected"), kit::out);
        assertEquals(ExitStatus.UNEXPECTED, with(Quirk.RELAYS_TWICE, "* | open | another word", "all"));
    }

    @Test
    void aLineWithTheIdItselfComesBeforeAGlob() throws IOException {
        String both = "gossip/* | open | %s\ngossip/relay | open | %s\n";
        String right = both.formatted("another word", MESSAGE);
        assertEquals(ExitStatus.AS_EXPECTED, with(Quirk.RELAYS_TWICE, right, "all"), kit::out);
        String wrong = both.formatted(MESSAGE, "another word");
        assertEquals(ExitStatus.UNEXPECTED, with(Quirk.RELAYS_TWICE, wrong, "all"), kit::out);
    }

    @Test
    void aLineWithTheIdComesBeforeAGlobOfTheOtherList() throws IOException {
        String line = "gossip/relay | open | %s\n".formatted(MESSAGE);
        Path flaky = Files.writeString(home.resolve("flaky"), "gossip/* | now and then | %s\n".formatted(MESSAGE));
        with(Quirk.RELAYS_TWICE, line, "all", "--expect-flaky", flaky.toString());
        assertTrue(kit.out().contains("1 failed as expected"), kit::out);
    }

    /// A CI server adds up the numbers at the head, and shows the elements.
    @ParameterizedTest
    @ValueSource(strings = {"--expect-fail", "--expect-flaky", "--skip"})
    void theNumbersOfAJUnitFileAreThoseOfItsElements(String flag) throws Exception {
        Path file = home.resolve("a.xml");
        Path known = Files.writeString(home.resolve("known"), "gossip/relay | open | %s\n".formatted(MESSAGE));
        String value = flag.equals("--skip") ? "answer" : known.toString();
        kit.run(Quirk.RELAYS_TWICE, "all", flag, value, "--junit", file.toString());
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        while (!suite.getTagName().equals("testsuite"))
            suite = (Element) suite.getElementsByTagName("testsuite").item(0);
        for (String element : List.of("failure", "error", "skipped")) {
            String attribute = element.equals("skipped") ? element : element + "s";
            assertEquals(
                    suite.getAttribute(attribute),
                    Integer.toString(suite.getElementsByTagName(element).getLength()),
                    attribute);
        }
        assertEquals(
                suite.getAttribute("tests"),
                Integer.toString(suite.getElementsByTagName("testcase").getLength()));
    }

    @Test
    void ofSeveralGlobsTheOneWithTheMessageSpeaks() throws IOException {
        String list = "* | open | another word\ngossip/rela? | open | %s\n".formatted(MESSAGE);
        assertEquals(ExitStatus.AS_EXPECTED, with(Quirk.RELAYS_TWICE, list, "all"), kit::out);
    }

    @Test
    void aGlobIsStaleIfAllOfItsScenariosPass() throws IOException {
        assertEquals(ExitStatus.UNEXPECTED, with(Quirk.NONE, "* | open | " + MESSAGE, "all"), kit::out);
        String stale =
                "all scenarios of * that have no line of their own pass, but the list of expected failures has it (open): remove its line.";
        assertTrue(kit.out().contains(stale), kit::out);
        assertTrue(kit.out().contains("2 passed against expectation"), kit::out);
    }

    @Test
    void aRunOfPartOfAGlobDoesNotCallItStale() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, with(Quirk.NONE, "* | open | " + MESSAGE, "answer"), kit::out);
        assertFalse(kit.out().contains("remove its line"), kit::out);
    }

    @Test
    void aGlobThatMatchesNothingIsRefused() throws IOException {
        assertEquals(ExitStatus.USAGE, with(Quirk.NONE, "sync/* | open | x", "all"));
        assertTrue(kit.err().contains("names sync/*, which is no scenario"), kit::err);
    }

    private ExitStatus withFlaky(Quirk quirk, String list, String... words) throws IOException {
        Path file = Files.writeString(home.resolve("flaky"), list);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--expect-flaky", file.toString()));
        return kit.run(quirk, all.toArray(String[]::new));
    }

    @Test
    void whatIsListedAsFlakyMayPassOrFail() throws IOException {
        String list = "gossip/* | a race | " + MESSAGE;
        assertEquals(ExitStatus.AS_EXPECTED, withFlaky(Quirk.RELAYS_TWICE, list, "all"), kit::out);
        assertTrue(kit.out().contains("1 of 2 scenarios passed · 1 flaky as listed"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, withFlaky(Quirk.NONE, list, "all"), kit::out);
        assertTrue(kit.out().contains("2 of 2 scenarios passed"), kit::out);
    }

    @Test
    void aFlakyScenarioIsNotPlayedAgain() throws IOException {
        String list = "gossip/relay | a race | " + MESSAGE;
        assertEquals(ExitStatus.AS_EXPECTED, withFlaky(Quirk.RELAYS_TWICE, list, "all", "--retries", "3"), kit::out);
        assertTrue(kit.out().contains("1 flaky as listed"), kit::out);
    }

    @Test
    void aFlakyScenarioThatFailsInAnotherWayFails() throws IOException {
        assertEquals(ExitStatus.UNEXPECTED, withFlaky(Quirk.RELAYS_TWICE, "* | a race | another word", "all"));
        assertTrue(
                kit.out().contains("the list of what is known of the node has another message: another word"),
                kit::out);
    }

    @Test
    void aLineOfTheFlakyListIsCheckedAsOneOfTheOther() throws IOException {
        assertEquals(ExitStatus.USAGE, withFlaky(Quirk.NONE, "sync/* | a race | x", "all"));
        assertTrue(kit.err().contains("names sync/*, which is no scenario"), kit::err);
        assertEquals(ExitStatus.USAGE, withFlaky(Quirk.NONE, "gossip/relay", "all"));
        Path none = home.resolve("none");
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--expect-flaky", none.toString()));
        assertTrue(kit.err().contains("--expect-flaky: there is no file"), kit::err);
    }

    @Test
    void anIdInBothListsIsRefused() throws IOException {
        Path failing = Files.writeString(home.resolve("expected"), "gossip/relay | open | x");
        String list = "gossip/relay | a race | " + MESSAGE;
        assertEquals(ExitStatus.USAGE, withFlaky(Quirk.NONE, list, "all", "--expect-fail", failing.toString()));
        assertTrue(kit.err().contains("both name gossip/relay; keep one line"), kit::err);
    }
}
