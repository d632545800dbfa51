package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.verdict.ExitStatus;

/// Exit statuses, the line of proof and reports, from the command line to the files.
class ConformanceTest extends KitTest {
    @Test
    void allAsExpectedEndsWithTheProof() {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all"));
        assertTrue(
                kit.out()
                        .endsWith(
                                "2 of 2 scenarios passed · 2 of 3 visible rules covered · level MUST 1/1 SHOULD 1/1\n"),
                kit::out);
    }

    @Test
    void idsGlobsAndSkipsSelect() {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "gossip/relay"));
        assertTrue(kit.out().contains("1 of 1 scenarios passed"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--skip", "answer"));
        assertTrue(kit.out().contains("1 of 1 scenarios passed"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "list"));
        assertTrue(kit.out().contains("gossip/relay") && kit.out().contains("The chain is answered"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "list", "goss*"));
        assertFalse(kit.out().contains("The chain is answered"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "list", "--skip", "goss*"));
        assertFalse(kit.out().contains("gossip/relay"), kit::out);
    }

    @Test
    void aWrongCommandLineIsTold() {
        for (String line : List.of(
                "",
                "nosuch",
                "nosuch*",
                "all --skip nosuch",
                "answer --skip answer",
                "all --wings",
                "all --jobs",
                "all --jobs 0",
                "all --timeout-factor 0",
                "all --level SOME",
                "all --target ftp:x",
                "all --target cmd:",
                "all --target addr:nowhere",
                "all --update --target cmd:false")) {
            String[] words = Stream.of(line.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toArray(String[]::new);
            assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, words), line);
            assertEquals(1, kit.err().lines().count(), kit::err);
            assertTrue(kit.err().startsWith("tsunagi: "), kit::err);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        for (String flag : List.of("--golden", "--expect-fail", "--rules")) {
            assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", flag, "no/such"), flag);
            assertTrue(kit.err().contains(flag) && kit.err().contains("no/such"), kit::err);
            assertEquals(1, kit.err().lines().count(), kit::err);
        }
    }

    @Test
    void helpGoesToStandardOutput() {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "--help"));
        assertTrue(kit.out().contains("--without NEED") && kit.out().contains("--expect-fail FILE"), kit::out);
        assertEquals("", kit.err());
    }

    @Test
    void aMistypedIdIsAnsweredWithTheOneThatMayBeMeant() {
        for (String id : List.of("gossip/rely", "relay", "relya")) {
            assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, id));
            assertTrue(kit.err().contains("no scenario is called " + id + "; did you mean gossip/relay?"), kit::err);
        }
        kit.run(Quirk.NONE, "something/else");
        assertTrue(kit.err().contains("'list' shows them all"), kit::err);
    }

    @Test
    void aTranscriptThatIsRefusedStopsEverything() throws IOException {
        Files.writeString(home.resolve("golden/broken.golden"), TwoScenarios.RELAY.replace("dial B", "dail B"));
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "answer"));
        assertTrue(kit.err().contains("broken.golden:7:1: "), kit::err);
    }

    @Test
    void aNodeThatDoesNotStartIsNotAFailureOfItsRules() {
        assertEquals(ExitStatus.NOT_STARTED, kit.run(Quirk.NEVER_LISTENS, "all"));
        assertEquals(ExitStatus.NOT_STARTED, kit.run(Quirk.NONE, "all", "--target", "cmd:false {port}"));
        assertEquals(ExitStatus.NOT_STARTED, kit.run(Quirk.NONE, "all", "--target", "cmd:no-such-program {port}"));
    }

    @Test
    void aFailureTellsEverythingThatIsNeededToMendIt() {
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_TWICE, "all"));
        String told = kit.out();
        assertTrue(told.contains("4.1  A block is relayed."), told);
        assertTrue(told.contains(">  10  node -> B  nothing"), told);
        assertTrue(told.contains("a frame came where none may"), told);
        assertTrue(told.contains("node → B       b1"), told);
        assertTrue(told.contains("again: tsunagi --conformance gossip/relay\n"), told);
    }

    @Test
    void aFailureBelowTheLevelAskedForLowersTheGradeOnly() throws IOException {
        Files.delete(home.resolve("golden/gossip/relay.golden"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.SAYS_NOTHING, "all"));
        assertTrue(kit.out().contains("0 of 1 scenarios passed · 1 not passed above the level asked for"), kit::out);
        assertFalse(kit.out().contains("FAIL"), kit::out);
        assertFalse(kit.out().contains("wire"), kit::out);
        assertTrue(kit.out().contains("above the level asked for  answer: nothing came"), kit::out);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.SAYS_NOTHING, "all", "--level", "SHOULD"));
    }

    @Test
    void whatCannotBeDecidedIsNoPass() throws IOException {
        Files.writeString(
                home.resolve("golden/answer.golden"),
                "title t\nlevel MUST\nrules 2.2\nkills k\ndial A\nnode -> A nothing within 200ms\n");
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.SAYS_NOTHING, "answer"));
    }

    @Test
    @Timeout(180) // a node that says nothing is waited for in each of four runs
    void whatCannotBeDecidedCountsUpToTheLevelAskedForAndMayBeListed() throws IOException {
        String open = "title t\nlevel LEVEL\nrules 2.2\nkills k\ndial A\nnode -> A nothing within 200ms\n";
        Files.writeString(home.resolve("golden/answer.golden"), open.replace("LEVEL", "EXTENSION"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.SAYS_NOTHING, "answer"));
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.SAYS_NOTHING, "answer", "--level", "EXTENSION"));
        Files.writeString(home.resolve("golden/answer.golden"), open.replace("LEVEL", "MUST"));
        Path list = home.resolve("expected");
        Files.writeString(list, "answer | answers nothing yet | no round trip\n");
        assertEquals(
                ExitStatus.AS_EXPECTED,
                kit.run(Quirk.SAYS_NOTHING, "answer", "--expect-fail", list.toString()),
                kit::out);
        Files.writeString(list, "answer | answers nothing yet | something else\n");
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.SAYS_NOTHING, "answer", "--expect-fail", list.toString()));
    }

    @Test
    void expectedFailuresAreExpectedAndStaleLinesAreErrors() throws IOException {
        Path list = home.resolve("expected");
        Files.writeString(list, "# known\ngossip/relay | not done yet | a frame came where none may\n");
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.RELAYS_TWICE, "all", "--expect-fail", list.toString()));
        assertTrue(kit.out().contains("1 failed as expected"), kit::out);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.NONE, "all", "--expect-fail", list.toString()));
        assertTrue(kit.out().contains("remove its line"), kit::out);
        Files.writeString(list, "gossip/relay | not done yet | something else\n");
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_TWICE, "all", "--expect-fail", list.toString()));
        Files.writeString(list, "gossip/none | no such scenario | x\n");
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--expect-fail", list.toString()));
        Files.writeString(list, "gossip/relay\n");
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--expect-fail", list.toString()));
    }

    @Test
    void theReportsAreWhatTheirReadersTake() throws Exception {
        Path junit = home.resolve("out/junit.xml");
        Path json = home.resolve("out/report.json");
        kit.run(
                Quirk.RELAYS_TWICE,
                "all",
                "--junit",
                junit.toString(),
                "--json",
                json.toString(),
                "--html",
                home.toString());

        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getDocumentElement();
        assertEquals("2", suites.getAttribute("tests"));
        assertEquals("1", suites.getAttribute("failures"));
        assertEquals(1, suites.getElementsByTagName("failure").getLength());

        JsonNode report = JsonMapper.shared().readTree(Files.readString(json));
        assertEquals(1, report.get("status").asInt());
        assertEquals("fail", report.get("scenarios").get(1).get("verdict").asString());
        assertEquals(10, report.get("scenarios").get(1).get("line").asInt());

        String html = Files.readString(home.resolve("index.html"));
        assertTrue(html.contains("A \\u003cblock> is relayed") && html.contains("takes 1.0 for 1"));
        String withoutNamespace = html.replace("'http://www.w3.org/2000/svg'", "");
        assertFalse(withoutNamespace.contains("http://") || html.contains("https://") || html.contains("src="));
    }

    /// The console shows the causes before anything else, and so does each report.
    @Test
    void theReportsBeginWithWhatTheFirstCheckFound() throws Exception {
        Path junit = home.resolve("junit.xml");
        Path json = home.resolve("report.json");
        String[] words = {"all", "--junit", junit.toString(), "--json", json.toString(), "--html", home.toString()};
        kit.run(Quirk.RELAYS_NOTHING, words);

        JsonNode found = JsonMapper.shared().readTree(Files.readString(json)).get("firstCheck");
        assertEquals(1, found.size());
        assertEquals("4.1", found.get(0).get("rule").asString());
        String fault = found.get(0).get("fault").asString();
        assertTrue(kit.out().contains(fault), kit::out);
        for (String report : List.of("junit.xml", "index.html")) {
            String text = Files.readString(home.resolve(report));
            assertTrue(text.contains(fault.replace("'", "&#39;")) || text.contains(fault), text);
        }

        kit.run(Quirk.NONE, words);
        assertEquals(
                0,
                JsonMapper.shared()
                        .readTree(Files.readString(json))
                        .get("firstCheck")
                        .size());
        assertFalse(Files.readString(home.resolve("index.html")).contains("\"firstCheck\":[{"));
    }
}
