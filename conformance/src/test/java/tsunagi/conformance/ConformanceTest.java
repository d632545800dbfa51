package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.StubNode.Quirk;
import tsunagi.conformance.verdict.ExitStatus;

/// Exit statuses, the line of proof, reports and re-recording, from the command line to the files.
class ConformanceTest {
    private static final String RELAY = """
            title   A <block> is relayed
            level   MUST
            rules   4.1
            kills   no-relay
            %s
            dial A   # a comment
            dial B
            A -> node  b1
            node -> B  b1  within 3s   # kept
            node -> B  nothing
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    private static final String ANSWER = """
            title   The chain is answered
            level   SHOULD
            rules   2.2
            kills   no-answer
            %s
            dial A
            A -> node  b1 GET_CHAIN
            node -> A  b1  within 3s
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    private static final String PROTOCOL = """
            - **2.2** `GET_CHAIN` is answered. <!-- visible -->
            - **4.1** A block is relayed. <!-- visible -->
            - **4.2** Nobody tests this. <!-- visible -->
            - **4.3** Nobody sees this.
            """;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void twoScenarios() throws IOException {
        Files.createDirectories(home.resolve("golden/gossip"));
        Files.writeString(home.resolve("golden/gossip/relay.golden"), RELAY);
        Files.writeString(home.resolve("golden/answer.golden"), ANSWER);
        Files.writeString(home.resolve("PROTOCOL.md"), PROTOCOL);
    }

    private ExitStatus run(Quirk quirk, String... arguments) {
        return run(quirk, Map.of(), arguments);
    }

    private ExitStatus run(Quirk quirk, Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        return Conformance.run(
                List.of(arguments),
                StubNode.target(quirk),
                home,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    @Test
    void allAsExpectedEndsWithTheProof() {
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "all"));
        assertTrue(
                out().endsWith("2 of 2 scenarios passed · 2 of 3 visible rules covered · level MUST 1/1 SHOULD 1/1\n"),
                this::out);
    }

    @Test
    void idsGlobsAndSkipsSelect() {
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "gossip/relay"));
        assertTrue(out().contains("1 of 1 scenarios passed"));
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "goss*", "--repeat", "2"));
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "all", "--skip", "answer"));
        assertTrue(out().contains("1 of 1 scenarios passed"));
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "list"));
        assertTrue(out().contains("gossip/relay") && out().contains("The chain is answered"));
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
            assertEquals(ExitStatus.USAGE, run(Quirk.NONE, words), line);
            assertFalse(err.toString(UTF_8).isBlank(), line);
        }
    }

    @Test
    void aTranscriptThatIsRefusedStopsEverything() throws IOException {
        Files.writeString(home.resolve("golden/broken.golden"), RELAY.replace("dial B", "dail B"));
        assertEquals(ExitStatus.USAGE, run(Quirk.NONE, "answer"));
        assertTrue(err.toString(UTF_8).contains("broken.golden:7:1: "), () -> err.toString(UTF_8));
    }

    @Test
    void aNodeThatDoesNotStartIsNotAFailureOfItsRules() {
        assertEquals(ExitStatus.NOT_STARTED, run(Quirk.NEVER_LISTENS, "all"));
        assertEquals(ExitStatus.NOT_STARTED, run(Quirk.NONE, "all", "--target", "cmd:false"));
        assertEquals(ExitStatus.NOT_STARTED, run(Quirk.NONE, "all", "--target", "cmd:no-such-program"));
    }

    @Test
    void aFailureTellsEverythingThatIsNeededToMendIt() {
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.RELAYS_TWICE, "all"));
        String told = out();
        assertTrue(told.contains("4.1  A block is relayed."), told);
        assertTrue(told.contains(">  10  node -> B  nothing"), told);
        assertTrue(told.contains("a frame came where none may"), told);
        assertTrue(told.contains("node → B       b1"), told);
        assertTrue(told.contains("again: tsunagi --conformance gossip/relay\n"), told);
    }

    @Test
    void aFailureBelowTheLevelAskedForLowersTheGradeOnly() throws IOException {
        Files.delete(home.resolve("golden/gossip/relay.golden"));
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.SAYS_NOTHING, "all"));
        assertTrue(out().contains("0 of 1 scenarios passed · 1 failed below the level asked for"), this::out);
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.SAYS_NOTHING, "all", "--level", "SHOULD"));
    }

    @Test
    void whatCannotBeDecidedIsNoPass() throws IOException {
        Files.writeString(
                home.resolve("golden/answer.golden"),
                "title t\nlevel MUST\nrules 2.2\nkills k\ndial A\nnode -> A nothing within 200ms\n");
        assertEquals(ExitStatus.INCONCLUSIVE, run(Quirk.SAYS_NOTHING, "answer"));
    }

    @Test
    void expectedFailuresAreExpectedAndStaleLinesAreErrors() throws IOException {
        Path list = home.resolve("expected");
        Files.writeString(list, "# known\ngossip/relay | not done yet | a frame came where none may\n");
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.RELAYS_TWICE, "all", "--expect-fail", list.toString()));
        assertTrue(out().contains("1 failed as expected"), this::out);
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.NONE, "all", "--expect-fail", list.toString()));
        assertTrue(out().contains("take the line out"), this::out);
        Files.writeString(list, "gossip/relay | not done yet | something else\n");
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.RELAYS_TWICE, "all", "--expect-fail", list.toString()));
        Files.writeString(list, "gossip/none | no such scenario | x\n");
        assertEquals(ExitStatus.USAGE, run(Quirk.NONE, "all", "--expect-fail", list.toString()));
        Files.writeString(list, "gossip/relay\n");
        assertEquals(ExitStatus.USAGE, run(Quirk.NONE, "all", "--expect-fail", list.toString()));
    }

    @Test
    void theReportsAreWhatTheirReadersTake() throws Exception {
        Path junit = home.resolve("out/junit.xml");
        Path json = home.resolve("out/report.json");
        run(
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
        assertTrue(html.contains("<svg") && html.contains("A &lt;block&gt; is relayed"));
        assertTrue(html.contains("Wrong nodes") && html.contains("takes 1.0 for 1"));
        assertFalse(html.contains("http://") || html.contains("https://") || html.contains("src="));
    }

    @Test
    void updatingChangesNothingWhereNothingChanged() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "all", "--update"));
        assertEquals(RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(out().contains("0 of 2 scenarios changed"), this::out);
    }

    @Test
    void updatingShowsAndWritesTheLinesThatChangedAlone() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.RELAYS_TWICE, "gossip/relay", "--update"));
        assertEquals(
                RELAY.replace("node -> B  nothing", "node -> B  b1"),
                Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(out().contains("-node -> B  nothing\n+node -> B  b1\n"), this::out);
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.NONE, "gossip/relay", "--update"));
        assertEquals(RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
    }

    @Test
    void updatingInCiTouchesNothingAndFails() throws IOException {
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.RELAYS_TWICE, Map.of("CI", "true"), "all", "--update"));
        assertEquals(RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(Files.exists(home.resolve("golden/gossip/relay.golden.new")));
    }

    private static final String CONSOLE = """
            title   A line becomes a block
            level   MUST
            rules   4.1
            kills   no-relay
            needs   console
            %s
            dial A
            A -> node  b1 GET_CHAIN
            node -> A  b1
            console node "hi <b"
            node -> A  mined m2 on b1 data "hi \\x3cb"  within 3s   # kept
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    @Test
    void updatingRecordsAnotherParentAndOtherDataOfAMinedBlock() throws IOException {
        Path file = home.resolve("golden/console.golden");
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.SHOUTS, "console", "--update"));
        assertEquals(CONSOLE.replace("data \"hi \\x3cb\"", "data \"HI \\x3cB\""), Files.readString(file));
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.AS_EXPECTED, run(Quirk.MINES_ON_GENESIS, "console", "--update"));
        assertEquals(CONSOLE.replace("on b1 data", "on genesis data"), Files.readString(file));
    }

    @Test
    void updatingNeverRecordsABlockThatIsWrong() throws IOException {
        Path file = home.resolve("golden/console.golden");
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.UNEXPECTED, run(Quirk.MINES_WITHOUT_WORK, "console", "--update"));
        assertTrue(out().contains("console cannot be re-recorded: line 11: the mined block's hash"), this::out);
        assertEquals(CONSOLE, Files.readString(file));
    }

    /// `converged`, `linked`, `link` and `accept` say what every node owes the others, not what one happens to say.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node N1\nnode N2\ndial A to N1\nA -> N1  b1\nconverged N1 N2 on b1  within 300ms\n",
                "node N1\nnode N2 dials N1\ndial A to N1\nA -> N1  b1\nconverged N1 N2 on b1\nA -> N1  b2\nconverged N1 N2 on b1 b2\nlink N1 N2 carried b2 once\n",
                "node N1\nnode N2 dials N1\ndial A to N1\nA -> N1  b1\nconverged N1 on b1\ncut N1 N2\nlinked N1 N2  within 300ms\n",
                "listen L\nnode N1 dials L\naccept L\nL -> N1  b1\naccept L  within 300ms\n"
            })
    void updatingLeavesWhatIsNoLineOfANode(String steps) throws IOException {
        Path file = home.resolve("golden/several.golden");
        List<String> needs = new ArrayList<>();
        if (steps.contains("dials")) needs.add("dial");
        if (steps.contains("N2")) needs.add("nodes");
        if (steps.contains("cut")) needs.add("cut");
        String b2 = steps.contains("b2") ? "block b2  %s\n".formatted(Blocks.raw(Blocks.B2)) : "";
        String text = "title t\nlevel MUST\nrules 4.1\nkills k\nneeds %s\nblock b1  %s\n%s%s"
                .formatted(String.join(" ", needs), Blocks.raw(Blocks.B1), b2, steps);
        Files.writeString(file, text);
        ExitStatus status = run(Quirk.RELAYS_TWICE, "several", "--update");
        assertEquals(ExitStatus.UNEXPECTED, status, () -> out() + err);
        long last = text.lines().count();
        assertTrue(out().contains("several cannot be re-recorded: line " + last + ": "), this::out);
        assertEquals(text, Files.readString(file));
    }
}
