package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;

/// Every form of the result says which node of several a failure is laid at.
class FaultShownTest {
    private static final String WORDS = "N2 (zig) has b1 and did not pass it on to N3";
    private static final RuleBook NO_RULES = new RuleBook(Map.of());

    @TempDir
    private Path place;

    private static Judgement failed(String implementation) {
        Scenario scenario = new Scenario(
                "gossip/line@target+zig",
                "On a line",
                Level.MUST,
                List.of("4.1"),
                List.of(),
                Set.of(),
                Map.of(),
                List.of(new Step.HealAll(1)),
                List.of("heal"));
        Fault fault = new Fault("N2", implementation, "has b1 and did not pass it on to N3");
        Verdict verdict = new Verdict.Failed(new Verdict.Failure(1, "no agreement in time", List.of(), null, fault));
        Outcome outcome = new Outcome(scenario, verdict, Duration.ZERO, List.of(), Map.of());
        return Judgement.of(
                outcome,
                new Judgement.Terms(ExpectedFailures.NONE, ExpectedFailures.NONE, Set.of(Level.MUST), Set.of()));
    }

    @ParameterizedTest
    @CsvSource({"zig, PARTNERS_FAULT, AS_EXPECTED", "target, FAILED, UNEXPECTED"})
    void aPartnersFaultDoesNotMakeARunRed(String implementation, Judgement.Kind kind, ExitStatus status) {
        Judgement judgement = failed(implementation);
        assertEquals(kind, judgement.kind());
        assertEquals(status, new Summary(List.of(judgement), NO_RULES).tally().status());
    }

    @Test
    void theConsoleNamesTheNode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleReport console =
                new ConsoleReport(new PrintStream(bytes, true, UTF_8), NO_RULES, Scenario::id, Ink.PLAIN, 1);
        console.details(new Summary(List.of(failed("zig")), NO_RULES), false);
        console.failure(failed("target"));
        String text = bytes.toString(UTF_8);
        assertTrue(text.contains("fails by its partner  gossip/line@target+zig: " + WORDS), text);
        assertTrue(text.contains("at fault: N2 (target) has b1 and did not pass it on to N3"), text);
    }

    @Test
    void theFilesNameTheNode() throws IOException {
        Path junit = place.resolve("a.xml");
        Path json = place.resolve("a.json");
        ReportFiles files =
                new ReportFiles(Map.of(ReportForm.JUNIT, junit, ReportForm.JSON, json, ReportForm.HTML, place));
        Summary summary = new Summary(List.of(failed("zig")), NO_RULES);
        Report.Run run = new Report.Run("target", "", "", "", "MUST", List.of(), "", "", "");
        Report report = Reporting.of(summary, new FirstCheck.Looked(List.of(), Set.of()), run);
        assertEquals(List.of(), files.write(List.of(report)));
        assertTrue(Files.readString(junit).contains("not the target's fault: " + WORDS), Files.readString(junit));
        assertTrue(
                Files.readString(json)
                        .contains(
                                "\"fault\":{\"node\":\"N2\",\"implementation\":\"zig\",\"reason\":\"has b1 and did not pass it on"));
        assertTrue(Files.readString(place.resolve("index.html")).contains("has b1 and did not pass it on to N3"));
    }
}
