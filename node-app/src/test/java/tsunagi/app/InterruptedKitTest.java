package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run of the kit that somebody ends. Ctrl-C reaches the nodes at the same moment as the kit; a
/// CI server's SIGTERM reaches the kit alone. Neither makes a node look wrong.
///
/// Each kit starts several nodes, so the tests run one after the other.
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(240)
class InterruptedKitTest {
    @TempDir
    private Path directory;

    private static boolean isVerdict(String line) {
        return line.matches("\\S+ +(MUST|SHOULD|MAY|EXTENSION) .* ms .*");
    }

    /// What a kit printed until it had ended.
    private record Printed(int status, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /// Runs the kit in a process group of its own. Sends the signal once such a line was printed
    /// and nodes run. A shell that started the build in the background, or `nohup`, may have it
    /// ignore the signals, which the kit would inherit.
    private Printed interrupted(String signal, boolean isGroup, Predicate<String> moment, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "env",
                "--default-signal=INT,HUP,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "--conformance"));
        command.addAll(List.of(words));
        Process kit = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                kit::destroyForcibly, CompletableFuture.delayedExecutor(200, TimeUnit.SECONDS));
        try (BufferedReader out = kit.inputReader(UTF_8)) {
            String line = "";
            while (line != null && !moment.test(line)) {
                line = out.readLine();
                if (line != null) lines.add(line);
            }
            assertNotNull(line, () -> "It ended too early:\n" + String.join("\n", lines));
            while (kit.isAlive() && kit.descendants().findAny().isEmpty()) Thread.onSpinWait();
            String to = (isGroup ? "-" : "") + kit.pid();
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, "--", to).start().waitFor());
            out.lines().forEach(lines::add);
            assertTrue(kit.waitFor(30, TimeUnit.SECONDS));
            return new Printed(kit.exitValue(), lines);
        } finally {
            limit.cancel(false);
            kit.descendants().forEach(ProcessHandle::destroyForcibly);
            kit.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, true, 130", "TERM, false, 143", "HUP, true, 129"})
    void onlyWhatWasPlayedToItsEndIsJudgedAndReported(String signal, boolean isGroup, int status) throws Exception {
        Path json = directory.resolve("report.json");
        Path junit = directory.resolve("report.xml");
        Path html = directory.resolve("html");
        Printed printed = interrupted(
                signal,
                isGroup,
                InterruptedKitTest::isVerdict,
                "connections/*",
                "gossip/*",
                "--jobs",
                "4",
                "--timeout-factor",
                "4",
                "--json",
                json.toString(),
                "--junit",
                junit.toString(),
                "--html",
                html.toString());
        assertEquals(status, printed.status(), printed::text);
        printed.lines().stream()
                .filter(InterruptedKitTest::isVerdict)
                .forEach(line -> assertTrue(line.endsWith("  pass"), printed::text));
        assertTrue(printed.text().contains("because the run was interrupted"), printed::text);
        Set<String> verdicts = new TreeSet<>();
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(json));
        report.findParents("verdict")
                .forEach(one -> verdicts.add(one.get("verdict").asText()));
        assertEquals(Set.of("pass", "skipped"), verdicts, printed::text);
        assertTrue(Files.readString(junit).contains("the run was interrupted"), printed::text);
        assertTrue(Files.size(html.resolve("index.html")) > 0, printed::text);
    }

    /// The node's end ends a wait for frames. Nothing but the kit itself ends a wait for a
    /// connection.
    @Test
    void aWaitEndsWithTheRun() throws Exception {
        String head = "title   %s\nlevel   MUST\nrules   5.1\nkills   never-dials\nneeds   dial\n\n";
        String dialled = "listen L\nnode N dials L\naccept L  within 30s\nN -> L  request\n";
        Path golden = Files.createDirectory(directory.resolve("golden"));
        Files.writeString(golden.resolve("a.golden"), head.formatted("A node dials") + dialled);
        Files.writeString(
                golden.resolve("b.golden"),
                head.formatted("No other connection comes") + dialled + "L not-dialled for 300s\n");
        Path json = directory.resolve("report.json");
        Printed printed = interrupted(
                "INT",
                true,
                InterruptedKitTest::isVerdict,
                "all",
                "--jobs",
                "1",
                "--golden",
                golden.toString(),
                "--json",
                json.toString());
        assertEquals(130, printed.status(), printed::text);
        assertTrue(printed.text().contains("1 of 2 scenarios passed · 1 skipped"), printed::text);
        assertTrue(Files.readString(json).contains("the run was interrupted"), printed::text);
    }

    /// Then there is nothing to report, so no empty file may be taken for a report.
    @Test
    void whatIsInterruptedBeforeTheFirstScenarioLeavesNoReport() throws Exception {
        Path json = directory.resolve("report.json");
        Path script = Files.writeString(directory.resolve("node"), "#!/bin/sh\necho here\nexec sleep 60\n");
        Printed printed = interrupted(
                "INT",
                true,
                line -> line.isEmpty(),
                "all",
                "--target",
                "cmd:sh " + script + " {port}",
                "--json",
                json.toString());
        assertEquals(130, printed.status(), printed::text);
        assertFalse(printed.text().contains("did not start"), printed::text);
        assertFalse(Files.exists(json), printed::text);
    }

    /// One whose turn does not come stands in the report all the same, as not played, except for
    /// the networks that its partner was judged in.
    @Test
    void eachImplementationStandsInTheReport() throws Exception {
        Path json = directory.resolve("report.json");
        String node = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp "
                + System.getProperty("java.class.path") + " " + Main.class.getName() + " {port} {peers} --in-memory";
        String entry = "{\"name\": \"%s\", \"target\": \"cmd:" + node + "\"}";
        Path file = Files.writeString(
                directory.resolve("all.json"),
                "{\"implementations\": [" + entry.replace("%s", "one") + "," + entry.replace("%s", "two") + "]}");
        Printed printed = interrupted(
                "INT",
                true,
                line -> isVerdict(line) && line.contains("@"),
                "sync/*",
                "--jobs",
                "2",
                "--implementations",
                file.toString(),
                "--json",
                json.toString());
        assertEquals(130, printed.status(), printed::text);
        JsonNode reports =
                JsonMapper.builder().build().readTree(Files.readString(json)).get("reports");
        assertEquals("one", reports.get(0).get("run").get("name").asText(), printed::text);
        assertEquals("two", reports.get(1).get("run").get("name").asText(), printed::text);
        Set<String> networks = passed(reports.get(0)).stream()
                .filter(id -> id.contains("@"))
                .map(id -> id.replace("target", "one").replace("two", "target"))
                .collect(Collectors.toSet());
        assertFalse(networks.isEmpty(), printed::text);
        assertEquals(networks, passed(reports.get(1)), printed::text);
        for (JsonNode scenario : reports.get(1).get("scenarios"))
            if (!networks.contains(scenario.get("id").asText()))
                assertEquals("skipped", scenario.get("verdict").asText(), printed::text);
    }

    private static Set<String> passed(JsonNode report) {
        Set<String> ids = new HashSet<>();
        for (JsonNode scenario : report.get("scenarios"))
            if (scenario.get("verdict").asText().equals("pass"))
                ids.add(scenario.get("id").asText());
        return ids;
    }

    /// With so many at once, drawing an exchange takes longer than an interrupted kit may live.
    @ParameterizedTest
    @ValueSource(ints = {4, 100})
    void anExplorationFindsNothingThatTheInterruptionCaused(int jobs) throws Exception {
        Path found = directory.resolve("found");
        Printed printed = interrupted(
                "INT",
                true,
                line -> line.startsWith("exploring"),
                "--explore",
                "500",
                "--seed",
                "1",
                "--jobs",
                Integer.toString(jobs),
                "--found",
                found.toString());
        assertEquals(130, printed.status(), printed::text);
        assertTrue(printed.text().contains("the run was interrupted"), printed::text);
        assertTrue(printed.text().strip().endsWith("nothing found · 0 inconclusive"), printed::text);
        assertFalse(Files.exists(found), printed::text);
    }
}
