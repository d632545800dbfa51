package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// Status 0 is given for what was looked at, and for nothing else.
class GreenTest extends KitTest {
    private static final String TYPED = """
            title   A line becomes a block
            level   MUST
            rules   4.2
            kills   no-relay
            needs   console
            dial A
            console node "hi"
            node -> A  mined m1 on genesis data "hi"  within 9s
            """;

    @BeforeEach
    void aThirdScenario() throws IOException {
        Files.writeString(home.resolve("golden/typed.golden"), TYPED);
    }

    /// Runs with a node that runs already, to which nothing can be typed.
    private ExitStatus runElsewhere(String... words) throws IOException {
        int port = Ports.next();
        Target.Embedded stub = (Target.Embedded) StubNode.target(Quirk.NONE);
        Path data = Files.createTempDirectory(home, "data");
        RunningNode node = stub.starter().start(port, List.of(), data);
        try {
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--target", "addr:127.0.0.1:" + port));
            return kit.run(Quirk.NONE, all.toArray(String[]::new));
        } finally {
            node.kill();
        }
    }

    @Test
    void aNodeThatRunsAlreadyPlaysOneScenario() throws IOException {
        assertEquals(ExitStatus.USAGE, runElsewhere("all"));
        assertTrue(kit.err().contains("plays exactly one scenario"), kit::err);
        assertEquals(ExitStatus.USAGE, runElsewhere("gossip/relay", "--repeat", "2"));
        assertEquals(ExitStatus.AS_EXPECTED, runElsewhere("gossip/relay"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, runElsewhere("all", "--skip", "answer", "--without", "console"), kit::out);
        assertTrue(kit.out().contains("1 of 2 scenarios passed · 1 skipped · 1 of 3 visible rules covered"), kit::out);
    }

    @Test
    void aSkipThatNobodyDeclaredIsNotGreen() throws IOException {
        assertEquals(ExitStatus.INCONCLUSIVE, runElsewhere("typed"));
        assertTrue(kit.out().contains("1 scenario was skipped and no flag declares that"), kit::out);
        assertTrue(kit.out().contains("an addr: target gives no way to write to its standard input"), kit::out);
        assertTrue(kit.out().contains("--without console\n"), kit::out);
    }

    @Test
    void whatIsDeclaredIsLeftOutThoughTheTargetOffersIt() {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--without", "console"));
        assertTrue(kit.out().contains("2 of 3 scenarios passed · 1 skipped"), kit::out);
        assertTrue(kit.out().contains("skipped: the target is declared to be without console"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--without", "cut,pause,netem"));
        assertTrue(kit.out().contains("3 of 3 scenarios passed · 3 of 3 visible"), kit::out);
    }

    @Test
    void aRunThatPlayedNothingIsNotGreen() {
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.NONE, "typed", "--without", "console"));
        assertTrue(kit.out().contains("No scenario was played"), kit::out);
    }

    @Test
    void aRuleIsCoveredByScenariosThatPassed() {
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.SAYS_NOTHING, "gossip/relay"));
        assertTrue(kit.out().contains("0 of 1 scenarios passed · 1 failed · 0 of 3 visible rules covered"), kit::out);
    }

    @Test
    void anErrorInsideTheKitIsNoVerdictAboutTheNode() {
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(throwingAfter(0), Map.of(), "all"));
        assertTrue(kit.err().contains("the kit itself failed: java.lang.StackOverflowError: planted at "), kit::err);
        assertTrue(kit.err().contains("GreenTest.java:"), kit::err);
        assertEquals(1, kit.err().lines().count(), kit::err);
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(throwingAfter(1), Map.of(), "gossip/relay"));
        assertTrue(kit.out().contains("the kit itself failed: java.lang.StackOverflowError"), kit::out);
        assertTrue(kit.out().contains("0 of 1 scenarios passed · 1 inconclusive"), kit::out);
    }

    /// A target whose first starts go well.
    private static Target throwingAfter(int starts) {
        AtomicInteger started = new AtomicInteger();
        Target.Embedded stub = (Target.Embedded) StubNode.target(Quirk.NONE);
        return new Target.Embedded((port, peers, data) -> {
            if (started.getAndIncrement() >= starts) throw new StackOverflowError("planted");
            return stub.starter().start(port, peers, data);
        });
    }

    @Test
    void severalRoundsEndWithOneTallyOfTheWorst() {
        AtomicInteger started = new AtomicInteger();
        Target.Embedded good = (Target.Embedded) StubNode.target(Quirk.NONE);
        Target.Embedded bad = (Target.Embedded) StubNode.target(Quirk.RELAYS_TWICE);
        // The rehearsal is the first start; the first round is wrong, the others are right.
        Target changing = new Target.Embedded((port, peers, data) ->
                (started.getAndIncrement() == 1 ? bad : good).starter().start(port, peers, data));
        Path junit = home.resolve("r/junit.xml");
        Path json = home.resolve("r/report.json");
        assertEquals(
                ExitStatus.UNEXPECTED,
                kit.run(
                        changing,
                        Map.of(),
                        "gossip/relay",
                        "--repeat",
                        "3",
                        "--junit",
                        junit.toString(),
                        "--json",
                        json.toString()));
        assertTrue(kit.out().contains("round 1 of 3: 0 of 1 scenarios passed"), kit::out);
        assertTrue(kit.out().contains("round 3 of 3: 1 of 1 scenarios passed"), kit::out);
        assertTrue(kit.out().contains("gossip/relay: FAIL in 1 of 3 rounds"), kit::out);
        assertTrue(kit.out().endsWith("level MUST 0/1 · the worst of 3 rounds\n"), kit::out);
        assertTrue(read(junit).contains("failures=\"1\"") && read(junit).contains("round 2: pass"), () -> read(junit));
        assertTrue(read(json).contains("\"judgement\":\"passed\""), () -> read(json));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeTheRun() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        for (String flag : List.of("--junit", "--json", "--html")) {
            assertEquals(
                    ExitStatus.USAGE,
                    kit.run(Quirk.NONE, "all", flag, file.resolve("x").toString()),
                    flag);
            assertTrue(kit.err().contains(flag) && kit.err().contains("cannot be written"), kit::err);
            assertEquals("", kit.out());
        }
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--json", home.toString()));
    }

    @Test
    void aReportThatIsLostInTheEndLeavesTheResult() {
        Path reports = home.resolve("gone");
        Path json = reports.resolve("report.json");
        Target.Embedded stub = (Target.Embedded) StubNode.target(Quirk.NONE);
        Target remover = new Target.Embedded((port, peers, data) -> {
            if (Files.isDirectory(reports)) {
                Files.delete(json);
                Files.delete(reports);
                Files.createFile(reports);
            }
            return stub.starter().start(port, peers, data);
        });
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(remover, Map.of(), "gossip/relay", "--json", json.toString()));
        assertTrue(kit.out().contains("1 of 1 scenarios passed"), kit::out);
        assertTrue(kit.err().contains("--json: the report") && kit.err().contains("was not written"), kit::err);
        assertFalse(kit.err().contains("\tat "), kit::err);
    }

    @Test
    void aResultThatCannotBePrintedIsNotGreen() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitStatus status = Conformance.run(
                List.of("gossip/relay"),
                StubNode.target(Quirk.NONE),
                home,
                Map.of(),
                full,
                new PrintStream(err, true, UTF_8));
        assertEquals(ExitStatus.INCONCLUSIVE, status);
        assertTrue(err.toString(UTF_8).contains("standard output cannot be written"), err::toString);
    }

    @Test
    void twoReportsInOneFileAreRefusedBeforeAnythingRuns() {
        String file = home.resolve("report").toString();
        assertEquals(
                ExitStatus.USAGE,
                kit.run(
                        Quirk.NONE,
                        "gossip/relay",
                        "--json",
                        file,
                        "--junit",
                        home.resolve("./report").toString()));
        assertTrue(kit.err().contains("--junit and --json name the same file"), kit::err);
    }

    @Test
    void aCommandWithoutAPortIsRefusedAtOnce() {
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "gossip/relay", "--target", "cmd:node --listen 8000"));
        assertTrue(kit.err().contains("{port}"), kit::err);
    }
}
