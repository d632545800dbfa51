package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.report.Report;
import tsunagi.conformance.report.ReportReader;
import tsunagi.conformance.toy.ToyProgram;
import tsunagi.conformance.verdict.ExitStatus;

/// The JSON file of a run is the run: it says how it came about, and other files are made from it.
class ReportTest extends KitTest {
    private String at(String name) {
        return home.resolve(name).toString();
    }

    private JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(home.resolve(name)));
    }

    private List<Report> read(String name) throws IOException {
        ReportReader.Result read = ReportReader.of(Files.readString(home.resolve(name)));
        return assertInstanceOf(ReportReader.Reports.class, read).reports();
    }

    @Test
    void itSaysWhatWasJudgedAndHow() throws Exception {
        kit.run(Quirk.RELAYS_TWICE, "all", "--level", "SHOULD", "--json", at("a.json"));
        JsonNode run = json("a.json").get("run");
        assertEquals("target", run.get("name").asString());
        assertEquals("this program", run.get("target").asString());
        assertEquals("SHOULD", run.get("level").asString());
        assertEquals("all", run.get("flags").get(0).asString());
        assertTrue(run.get("transcripts").asString().matches("[0-9a-f]{64}"), run::toString);
        assertTrue(run.get("started").asString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), run::toString);
        JsonNode relay = json("a.json").get("scenarios").get(1);
        assertTrue(relay.get("source").toString().contains("node -> B  nothing"), relay::toString);
        assertTrue(relay.get("wire").size() > 3, relay::toString);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        kit.run(Quirk.RELAYS_NOTHING, "all", "--repeat", "2", "--json", at("a.json"), "--junit", at("a.xml"));
        List<Report> read = read("a.json");
        assertEquals(1, read.size());
        assertEquals(
                json("a.json").get("proof").asString(), read.getFirst().tally().proof());
        kit.run(Quirk.RELAYS_NOTHING, "gossip/relay", "--json", at("half.json"));
        kit.run(Quirk.RELAYS_NOTHING, "answer", "--json", at("other.json"));
        assertEquals(
                ExitStatus.UNEXPECTED,
                kit.run(Quirk.NONE, "merge", at("half.json"), at("other.json"), "--json", at("whole.json")));
        assertEquals(cells("half.json"), cells("whole.json", "gossip/relay"));
        assertEquals(cells("other.json"), cells("whole.json", "answer"));
    }

    /// Everything of each scenario but its times.
    private Map<String, String> cells(String name, String... only) throws IOException {
        Map<String, String> cells = new HashMap<>();
        for (JsonNode one : json(name).get("scenarios")) {
            String id = one.get("id").asString();
            if (only.length > 0 && !List.of(only).contains(id)) continue;
            cells.put(id, one.toString());
        }
        return cells;
    }

    /// Everything that a report has, the schema describes, and everything is as it describes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RELAYS_TWICE   | all --repeat 2
            RELAYS_NOTHING | all --level SHOULD
            NONE           | compare a.json a.json
            """)
    void itFitsTheSchema(Quirk quirk, String line) throws Exception {
        kit.run(quirk, "answer", "--json", at("a.json"));
        List<String> words = new ArrayList<>(List.of("--json", at("out.json")));
        for (String word : line.split(" ", -1)) words.add(word.endsWith(".json") ? at(word) : word);
        kit.run(quirk, words.toArray(String[]::new));
        String schema = Files.readString(Path.of("../docs/report.schema.json"));
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(Files.readString(home.resolve("out.json")), InputFormat.JSON));
        Set<String> described = names(JsonMapper.shared().readTree(schema));
        names(json("out.json")).forEach(name -> assertTrue(described.contains(name), name));
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>(node.propertyNames());
        for (JsonNode inside : node.values()) names.addAll(names(inside));
        return names;
    }

    @Test
    void shardsThatAreMergedAreTheWholeRun() throws Exception {
        for (int i = 3; i <= 10; i++) {
            String relay = TwoScenarios.RELAY.replace("A <block> is relayed", "Relay " + i);
            Files.writeString(home.resolve("golden/gossip/relay-%s.golden".formatted(i)), relay);
        }
        kit.run(Quirk.RELAYS_TWICE, "all", "--json", at("whole.json"));
        List<String> words = new ArrayList<>(List.of("merge"));
        for (int i = 4; i >= 1; i--) {
            kit.run(Quirk.RELAYS_TWICE, "all", "--shard", i + "/4", "--json", at("shard-" + i));
            words.add(at("shard-" + i));
            if (i == 3 || i == 2) refused("shard 1/4 is missing", words.toArray(String[]::new));
        }
        words.addAll(List.of("--json", at("merged.json"), "--junit", at("merged.xml"), "--html", at("html")));
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.NONE, words.toArray(String[]::new)));
        assertEquals(judgements("whole.json"), judgements("merged.json"));
        assertEquals(10, judgements("merged.json").size());
        assertEquals(
                json("whole.json").get("proof").asString(),
                json("merged.json").get("proof").asString());
        assertTrue(Files.readString(home.resolve("merged.xml")).contains("<testsuites tests=\"10\" failures=\"9\""));
        assertTrue(Files.size(home.resolve("html/index.html")) > 0);
    }

    private List<String> judgements(String name) throws IOException {
        List<String> judgements = new ArrayList<>();
        for (JsonNode one : json(name).get("scenarios")) {
            judgements.add("%s %s %s".formatted(one.get("id"), one.get("judgement"), one.get("reason")));
        }
        return judgements;
    }

    @Test
    void whatIsNoPartOfTheSameRunIsNotMerged() throws Exception {
        kit.run(Quirk.NONE, "answer", "--json", at("answer.json"));
        kit.run(Quirk.NONE, "all", "--json", at("all.json"));
        refused("both hold the scenario answer", "merge", at("answer.json"), at("all.json"), "--json", at("no.json"));
        assertFalse(Files.exists(home.resolve("no.json")), "an empty file is no report");
        kit.run(Quirk.NONE, "gossip/relay", "--level", "SHOULD", "--json", at("should.json"));
        refused("different levels: 'MUST' and 'SHOULD'", "merge", at("answer.json"), at("should.json"));
        Files.writeString(home.resolve("golden/answer.golden"), TwoScenarios.RELAY);
        kit.run(Quirk.NONE, "gossip/relay", "--json", at("new.json"));
        refused("different transcripts", "merge", at("answer.json"), at("new.json"));
        refused("needs two reports or more", "merge", at("new.json"));
        refused("is no report of --json", "merge", at("new.json"), at("PROTOCOL.md"));
        refused("is read: give another name", "merge", at("new.json"), at("answer.json"), "--json", at("new.json"));
        refused("--jobs has no meaning with merge", "merge", at("new.json"), at("answer.json"), "--jobs", "3");
    }

    /// Behind `--` stand the words of the node, which may have shards of its own.
    @Test
    void aShardOfTheNodesIsNoneOfTheRun() throws Exception {
        String node = ToyProgram.target().substring("cmd:".length()).replace(" {port} {data} {peers}", " \"$@\"");
        for (String id : List.of("answer", "gossip/relay")) {
            String json = at(id.replace('/', '-'));
            String[] words = {
                id,
                "--json",
                json,
                "--node",
                "--",
                "sh",
                "-c",
                "shift 2; exec " + node,
                "sh",
                "--shard",
                "1/9",
                "{port}",
                "{data}",
                "{peers}"
            };
            assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, words), kit::err);
        }
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "merge", at("answer"), at("gossip-relay")), kit::err);
    }

    /// A failure that somebody lists has become another one, though the node does the same.
    @Test
    void aFailureThatIsListedDiffersFromOneThatIsNot() throws Exception {
        Path known = Files.writeString(home.resolve("known"), "gossip/relay | reason | a frame came\n");
        kit.run(Quirk.RELAYS_TWICE, "all", "--json", at("a.json"), "--expect-fail", known.toString());
        kit.run(Quirk.RELAYS_TWICE, "all", "--json", at("b.json"));
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.NONE, "compare", at("a.json"), at("b.json")), kit::out);
        assertTrue(kit.out().lines().anyMatch(line -> line.matches("gossip/relay +fails as listed → FAIL")), kit::out);
        // A skip that a flag declares is green, and one that none declares is not.
        String declared = Files.readString(home.resolve("b.json"))
                .replace("\"judgement\":\"failed\"", "\"judgement\":\"left_out\"");
        Files.writeString(home.resolve("c.json"), declared);
        Files.writeString(home.resolve("d.json"), declared.replace("left_out", "skipped"));
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.NONE, "compare", at("c.json"), at("d.json")), kit::out);
    }

    private void refused(String complaint, String... words) {
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, words), complaint);
        assertTrue(kit.err().contains(complaint), kit::err);
    }

    @ParameterizedTest
    @CsvSource({"NONE, AS_EXPECTED", "RELAYS_TWICE, UNEXPECTED"})
    void runsAreComparedScenarioByScenario(Quirk later, ExitStatus status) throws Exception {
        kit.run(Quirk.NONE, "all", "--json", at("a.json"));
        kit.run(later, "all", "--json", at("b.json"));
        assertEquals(status, kit.run(Quirk.NONE, "compare", at("a.json"), at("b.json"), "--html", at("html")));
        boolean changed = kit.out().lines().anyMatch(line -> line.matches("gossip/relay +pass → FAIL"));
        assertEquals(status == ExitStatus.UNEXPECTED, changed, kit.out());
        assertTrue(kit.out().contains(changed ? "1 of 2 scenarios differ" : "0 of 2 scenarios differ"), kit::out);
        assertTrue(Files.readString(home.resolve("html/index.html")).contains("Conformance of 2 runs"));
    }

    /// Of several implementations in a file, each is compared with itself.
    @Test
    void aFileOfSeveralImplementationsDoesNotDifferFromItself() throws Exception {
        kit.run(Quirk.NONE, "all", "--json", at("a.json"));
        kit.run(Quirk.RELAYS_TWICE, "all", "--json", at("b.json"));
        String other = Files.readString(home.resolve("b.json")).replace("\"name\":\"target\"", "\"name\":\"other\"");
        Files.writeString(
                home.resolve("both.json"),
                "{\"format\":%s,\"reports\":[%s,%s]}"
                        .formatted(json("a.json").get("format"), Files.readString(home.resolve("a.json")), other));
        assertEquals(
                ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "compare", at("both.json"), at("both.json")), kit::err);
        assertTrue(kit.out().contains("0 of 4 scenarios differ"), kit::out);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.NONE, "compare", at("both.json"), at("a.json")), kit::err);
        assertTrue(kit.out().matches("(?s).*other: gossip/relay +FAIL → not played.*"), kit::out);
    }

    /// A report of version 0.1.0 has neither a run nor transcripts.
    @Test
    void aReportOfAnEarlierVersionCanBeRead() throws Exception {
        Path old = home.resolve("old.json");
        Files.writeString(old, """
                {"format":"tsunagi-conformance-1","status":1,"proof":"","rounds":1,"firstCheck":[],"scenarios":[
                {"id":"answer","title":"t","level":"SHOULD","rules":["2.2"],"kills":[],"verdict":"fail","judgement":"failed",
                 "milliseconds":5,"line":8,"reason":"no frame","expected":["x"],"actual":[],"wire":[]}],
                "rules":[{"number":"2.2","visible":true,"covered":false}]}""");
        Report report = read("old.json").getFirst();
        assertEquals(
                "0 of 1 scenarios passed · 1 failed · 0 of 1 visible rules covered · level SHOULD 0/1",
                report.tally().proof());
        kit.run(Quirk.NONE, "--rerun-failed", old.toString());
        assertTrue(kit.out().contains("1 of 1 scenarios passed"), kit::out);
    }

    @Test
    void inAWorkflowTheFailuresAreMarkedAndTheStepHasASummary() throws Exception {
        Path summary = home.resolve("summary.md");
        Map<String, String> workflow = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
        kit.run(Quirk.RELAYS_TWICE, workflow, "all");
        assertTrue(kit.out().contains("\n::error title=gossip/relay::line 10: "), kit::out);
        String text = Files.readString(summary);
        assertTrue(text.startsWith("### Tsunagi conformance: status 1\n\n1 of 2 scenarios passed"), text);
        assertTrue(text.contains("\n| gossip/relay | line 10: "), text);
        kit.run(Quirk.NONE, workflow, "all");
        assertTrue(Files.readString(summary).contains("all as expected"));
        kit.run(Quirk.RELAYS_TWICE, Map.of(), "all");
        assertTrue(!kit.out().contains("::error"), kit::out);
    }

    /// A red job shows a reason, and one reason only.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RELAYS_NOTHING | all            | ::error title=gossip/relay::
            NONE           | all            | ''
            NONE           | anwser         | ::error title=Tsunagi conformance::the kit ended with 2: the command line
            NONE           | --target x     | ::error title=Tsunagi conformance::the kit ended with 2: the command line
            NONE           | all --without restart --node -- false {port} {peers} | ::error title=Tsunagi conformance::the kit ended with 3: a node did not start
            NONE           | compare %a %b  | ::error title=Tsunagi conformance::the kit ended with 1: a result
            """)
    void inAWorkflowEachRedRunIsMarkedOnce(Quirk quirk, String words, String mark) throws Exception {
        kit.run(Quirk.NONE, "all", "--json", at("a.json"));
        kit.run(Quirk.RELAYS_TWICE, "all", "--json", at("b.json"));
        String[] all =
                words.replace("%a", at("a.json")).replace("%b", at("b.json")).split(" ", -1);
        kit.run(quirk, Map.of("GITHUB_ACTIONS", "true"), all);
        List<String> marks =
                kit.out().lines().filter(line -> line.startsWith("::error")).toList();
        assertEquals(mark.isEmpty() ? 0 : 1, marks.size(), kit::out);
        assertTrue(marks.stream().allMatch(line -> line.startsWith(mark)), kit::out);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 2 of 2 pass, brightgreen", "RELAYS_TWICE, 1 of 2 pass, red"})
    void aBadgeShowsHowManyPass(Quirk quirk, String message, String color) throws Exception {
        kit.run(quirk, "all", "--badge", at("badge.json"));
        JsonNode badge = json("badge.json");
        assertEquals(1, badge.get("schemaVersion").asInt());
        assertEquals(message, badge.get("message").asString());
        assertEquals(color, badge.get("color").asString());
    }
}
