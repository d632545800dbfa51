package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tsunagi.conformance.Conformance;
import tsunagi.conformance.target.Target;

/// The HTML page of the conformance kit shows one run, or several in a table.
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(300)
class ReportPageTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @TempDir
    private Path place;

    private static String failed(String id, String implementation) {
        return """
                {"id":"%s","title":"A <b>block</b> is relayed","level":"MUST","rules":["4.1"],"kills":["no-relay"],"nodes":["N1","N2"],
                 "verdict":"fail","judgement":"%s","milliseconds":5,"line":2,"reason":"another frame came",
                 "fault":{"node":"N2","implementation":"%s","reason":"has b1 and did not pass it on to N3"},
                 "expected":["BLOCK:{1}"],"actual":["BLOCK:{2}"],
                 "compared":[{"member":"frame","character":8,"expected":"BLOCK:{1}","actual":"BLOCK:{2}"}],
                 "source":["dial A","node -> A b1"],"killers":[{"line":2,"mutants":["no-relay"]}],
                 "wire":[{"microseconds":1500,"line":2,"kind":"data","from":"A","to":"node","text":"","bytes":"BLOCK:{2}"},
                         {"microseconds":2500,"line":2,"kind":"event","from":"node","to":"","text":"ended","bytes":""}],
                 "logs":[{"node":"N2","text":"</script><img src=x onerror=fail()>"}]}""".formatted(id, implementation.equals("zig") ? "partners_fault" : "failed", implementation);
    }

    private static String passed(String id) {
        return """
                {"id":"%s","title":"It answers","level":"SHOULD","rules":["2.2"],"kills":[],"nodes":["N1","N2"],"verdict":"pass","judgement":"passed",
                 "milliseconds":7,"source":["dial A"],"killers":[],"wire":[],"logs":[]}""".formatted(id);
    }

    private Path report(String name, String... cases) throws Exception {
        Path file = place.resolve(name + ".json");
        Files.writeString(file, """
                {"format":"tsunagi-conformance-1","firstCheck":[{"rule":"4.1","fault":"relays nothing","advice":"relay"}],"setAside":[],
                 "run":{"name":"%s","target":"cmd:./%s {port}","version":"1","kit":"2","level":"MUST","flags":["all"],"transcripts":"00",
                        "started":"2026-01-02T03:04:05Z","host":"here"},
                 "rules":[{"number":"2.2","words":"Requests are answered [observed: 3 of 3. 1 not] in order. More follows.","visible":true},
                          {"number":"4.1","words":"Blocks are relayed.","visible":true}],
                 "scenarios":[%s]}""".formatted(name, name, String.join(",", cases)));
        return file;
    }

    private Page open(String word, Path... reports) throws Exception {
        List<String> words = new ArrayList<>(List.of(word, "--html", place.toString()));
        for (Path report : reports) words.add(report.toString());
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Conformance.run(words, new Target.Command(List.of("unused")), nowhere, nowhere);
        Page page = BROWSER.open();
        page.show(place.resolve("index.html").toUri());
        return page;
    }

    @Test
    void aTableShowsEachImplementationAndACellOpensItsExchange() throws Exception {
        Page page = open(
                "compare",
                report("ours", passed("sync/a"), failed("gossip/line@target+zig", "zig"), passed("gossip/line")),
                report("zig", passed("sync/a"), failed("gossip/line", "")));
        page.awaitText("Scenarios by rule");
        page.awaitText("2.2 Requests are answered in order.");
        assertFalse(page.text().contains("More follows"), page::text);
        assertEquals(
                "✗ 1 of 1",
                page.value("document.querySelector('.pairs tbody tr:nth-child(2) td').innerText")
                        .asString()
                        .strip());
        assertEquals(
                "0 of 1",
                page.value("document.querySelector('.pairs tbody tr td:nth-child(3)').innerText")
                        .asString()
                        .strip());
        page.click("[aria-label=\"zig, gossip/line: FAIL\"]");
        page.awaitText("line 2: another frame came");
        assertTrue(page.text().contains("A <b>block</b> is relayed"), page::text);
        assertTrue(page.text().contains("</script><img src=x onerror=fail()>"), page::text);
        assertEquals(
                "1",
                page.value("document.querySelector('#shown mark').innerText").asString());
        assertEquals(
                1,
                page.value("document.querySelectorAll('#shown svg .wrong').length")
                        .asInt());
        page.click("button[data-value=differs]");
        page.await("document.querySelectorAll('.many tbody tr:not([hidden]) .mark').length === 2");
        assertEquals(List.of(), page.takeComplaints());
    }

    @Test
    void theResultStandsInTheTitleAndAFailureBeforeThePasses() throws Exception {
        Path fails = place.resolve("second.json");
        Files.writeString(fails, Files.readString(report("target", failed("sync/z", ""))));
        Path passes =
                Files.writeString(place.resolve("first.json"), Files.readString(report("target", passed("framing/a"))));
        Page page = open("merge", passes, fails);
        page.awaitText("sync/z");
        assertEquals(
                "1 of 2 scenarios passed · cmd:./target {port} · conformance",
                page.value("document.title").asString());
        assertEquals(
                "Conformance of cmd:./target {port}",
                page.value("document.querySelector('h1').innerText").asString());
        assertEquals(
                "sync/z, framing/a",
                page.value("[...document.querySelectorAll('.scenario')].map(row => row.id).join(', ')")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
    void eachFormIsAccessibleAndFitsTheScreen(String theme, int width) throws Exception {
        String axe;
        try (InputStream script = ReportPageTest.class.getResourceAsStream(AXE)) {
            axe = new String(script.readAllBytes(), UTF_8);
        }
        Path part = place.resolve("part.json");
        Files.writeString(part, Files.readString(report("ours", passed("sync/b"))));
        Path ours = report(
                "ours", passed("sync/a"), failed("gossip/line", "target"), failed("gossip/line@target+zig", "zig"));
        for (String word : List.of("compare", "merge")) {
            Page page = open(word, ours, part);
            page.size(width);
            page.theme(theme);
            page.awaitText("gossip/line");
            page.photograph(PICTURES.resolve("report-%s-%s-%s".formatted(word, theme, width) + ".png"));
            page.value(axe + "; true");
            JsonNode faults = page.value(
                    "axe.run({exclude: [['.mutants']]}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')))");
            assertTrue(faults.isEmpty(), faults::toString);
            assertEquals(
                    0,
                    page.value("Math.max(0, document.documentElement.scrollWidth - innerWidth)")
                            .asInt());
            assertEquals(List.of(), page.takeComplaints());
        }
    }
}
