package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.ToyProgram;
import tsunagi.conformance.verdict.ExitStatus;

/// A file of implementations: each is judged, and each with each.
@Timeout(300) // what a mute node does not pass on is waited for
class ImplementationsTest {
    private static final Path HOME = Path.of("..");

    @TempDir
    private Path place;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitStatus run(String... words) {
        out.reset();
        err.reset();
        Target none = new Target.Command(List.of("no-default-target"));
        return Conformance.run(
                List.of(words),
                none,
                HOME,
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String said() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    private String file(String entries) throws IOException {
        Path file = place.resolve("all.json");
        Files.writeString(file, "{\"implementations\":[" + entries + "]}");
        return file.toString();
    }

    private static String toy(String name, String more) {
        return "{\"name\":\"%s\",\"target\":\"%s\"%s}".formatted(name, ToyProgram.target(), more);
    }

    @Test
    void eachIsJudgedAndAFaultStaysWithTheOneThatHasIt() throws Exception {
        String mute = ",\"environment\":{\"FAULT\":\"NO_RELAY\"},\"version\":[\"sh\",\"-c\",\"echo mute $FAULT\"]";
        String implementations = file(toy("right", "") + "," + toy("mute", mute) + "," + toy("other", ""));
        String json = place.resolve("out.json").toString();
        ExitStatus status =
                run("gossip/line", "gossip/to-every-peer", "--implementations", implementations, "--json", json);
        assertEquals(ExitStatus.UNEXPECTED, status, this::said);
        JsonNode reports =
                JsonMapper.shared().readTree(Files.readString(Path.of(json))).get("reports");
        List<String> judgements = new ArrayList<>();
        for (JsonNode report : reports) {
            for (JsonNode one : report.get("scenarios")) {
                judgements.add("%s %s %s"
                        .formatted(
                                report.get("run").get("name").asString(),
                                one.get("id").asString(),
                                one.get("judgement").asString()));
            }
        }
        assertEquals(
                List.of(
                        "right gossip/line passed",
                        "right gossip/line@target+mute partners_fault",
                        "right gossip/line@mute+target partners_fault",
                        "right gossip/line@target+other passed",
                        "right gossip/line@other+target passed",
                        "right gossip/to-every-peer passed",
                        "mute gossip/line failed",
                        "mute gossip/line@target+right failed",
                        "mute gossip/line@right+target failed",
                        "mute gossip/line@target+other failed",
                        "mute gossip/line@other+target failed",
                        "mute gossip/to-every-peer failed",
                        "other gossip/line passed",
                        "other gossip/line@target+right passed",
                        "other gossip/line@right+target passed",
                        "other gossip/line@target+mute partners_fault",
                        "other gossip/line@mute+target partners_fault",
                        "other gossip/to-every-peer passed"),
                judgements,
                this::said);
        assertEquals(
                network(reports.get(0), "gossip/line@target+mute"),
                network(reports.get(1), "gossip/line@right+target"),
                "each network plays once");
        assertEquals("mute NO_RELAY", reports.get(1).get("run").get("version").asString());
        assertTrue(said().contains("--only mute"), this::said);
        run("--rerun-failed", json, "--implementations", implementations, "--dry-run");
        assertEquals(
                List.of(
                        "== mute",
                        "gossip/line",
                        "gossip/line@target+right",
                        "gossip/line@right+target",
                        "gossip/line@target+other",
                        "gossip/line@other+target",
                        "gossip/to-every-peer"),
                said().lines()
                        .filter(line -> line.startsWith("gossip/") || line.startsWith("=="))
                        .map(line -> line.replaceFirst("(?<=[a-z]) .*", ""))
                        .toList(),
                this::said);
    }

    private static JsonNode network(JsonNode report, String id) {
        for (JsonNode one : report.get("scenarios")) {
            if (one.get("id").asString().equals(id)) return one.get("wire");
        }
        return fail("no " + id);
    }

    /// A right one, and one that breaks a MUST in networks only, in either order.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultCountsForTheOneThatHasItWhereverItStandsInTheFile(boolean isFirst) throws Exception {
        String mute = toy("mute", ",\"environment\":{\"FAULT\":\"NO_RELAY\"}");
        String right = toy("right", "");
        String implementations = file(isFirst ? mute + "," + right : right + "," + mute);
        String network = isFirst ? "gossip/line@target+mute" : "gossip/line@target+right";
        assertEquals(
                ExitStatus.UNEXPECTED,
                run(
                        network,
                        isFirst ? "gossip/line@target+right" : "gossip/line@target+mute",
                        "--implementations",
                        implementations),
                this::said);
    }

    @Test
    void whatAPartnerIsDeclaredToLackIsLeftOut() throws Exception {
        String implementations = file(toy("right", "") + "," + toy("other", ",\"without\":[\"nodes\"]"));
        String[] words = {"gossip/line", "--implementations", implementations, "--only", "right"};
        assertEquals(ExitStatus.AS_EXPECTED, run(words), this::said);
        assertTrue(said().contains("1 of 3 scenarios passed · 2 skipped"), this::said);
        List<String> more = new ArrayList<>(List.of(words));
        more.add("--dry-run");
        assertEquals(ExitStatus.AS_EXPECTED, run(more.toArray(String[]::new)), this::said);
        assertTrue(said().contains("1 of 3 scenarios would be played, 2 skipped"), this::said);
    }

    /// Preparing a report empties its file.
    @Test
    void noReportTakesThePlaceOfAFileThatIsRead() throws Exception {
        String implementations = file(toy("mute", ",\"environment\":{\"FAULT\":\"NO_RELAY\"}"));
        Path report = place.resolve("earlier.json");
        run("gossip/to-every-peer", "--implementations", implementations, "--json", report.toString());
        Path list = Files.writeString(place.resolve("list"), "gossip/to-every-peer\n");
        Path known = Files.writeString(place.resolve("known"), "gossip/line | known | x\n");
        Path transcript =
                Files.createDirectories(place.resolve("golden/gossip")).resolve("line.golden");
        Files.copy(Path.of("../golden/gossip/line.golden"), transcript);
        String[] words = {
            "--implementations " + implementations + " gossip/line",
            "--rerun-failed " + report + " --implementations " + implementations,
            "@" + list,
            "gossip/line --expect-fail " + known,
            "gossip/line --expect-flaky " + known,
            "gossip/line --expect-fail " + known,
            "gossip/line --golden " + place.resolve("golden"),
        };
        Path link = Files.createSymbolicLink(place.resolve("link"), known);
        Path[] read = {Path.of(implementations), report, list, known, known, link, transcript};
        for (int i = 0; i < words.length; i++) {
            String before = Files.readString(read[i]);
            List<String> all = new ArrayList<>(List.of(words[i].split(" ", -1)));
            all.addAll(List.of("--json", read[i].toString()));
            if (i > 1) all.addAll(List.of("--target", ToyProgram.target()));
            assertEquals(ExitStatus.USAGE, run(all.toArray(String[]::new)), this::said);
            assertTrue(said().contains("--json names " + read[i] + ", which is read"), this::said);
            assertEquals(before, Files.readString(read[i]));
        }
    }

    /// A directory that was there stays.
    @Test
    void whatIsMadeForReportsIsRemovedIfNothingIsPlayed() throws Exception {
        Path there = Files.createDirectories(place.resolve("there"));
        String dead = "cmd:sh -c 'exit 1' {port} {peers}";
        assertEquals(
                ExitStatus.NOT_STARTED,
                run(
                        "gossip/line",
                        "--target",
                        dead,
                        "--html",
                        there.resolve("a/b").toString()),
                this::said);
        assertTrue(Files.isDirectory(there));
        assertFalse(Files.exists(there.resolve("a")));
    }

    @Test
    void anImplementationMayHaveNothingToPlayInAShard() throws Exception {
        String implementations = file(toy("one", "") + "," + toy("two", ",\"without\":[\"nodes\"]"));
        List<String> merge = new ArrayList<>(List.of("merge"));
        for (int i = 1; i <= 3; i++) {
            String json = place.resolve(i + ".json").toString();
            run(
                    "gossip/line",
                    "gossip/to-every-peer",
                    "--skip",
                    "*@target+*",
                    "--implementations",
                    implementations,
                    "--shard",
                    i + "/3",
                    "--json",
                    json);
            merge.add(json);
        }
        ExitStatus merged = run(merge.toArray(String[]::new));
        assertTrue(merged == ExitStatus.AS_EXPECTED, this::said);
    }

    @Test
    void failFastEndsTheWholeRun() throws Exception {
        String mute = toy("mute", ",\"environment\":{\"FAULT\":\"NO_RELAY\"}");
        String implementations = file(mute + "," + toy("right", ""));
        run("gossip/to-every-peer", "--implementations", implementations, "--fail-fast", "--jobs", "1");
        assertTrue(said().contains("--fail-fast ended the run after gossip/to-every-peer"), this::said);
        assertFalse(said().contains("1 of 1 scenarios passed"), this::said);
    }

    @Test
    void aNetworkWithoutItsPartnerStandsInTheReports() throws Exception {
        String dead = "{\"name\":\"dead\",\"target\":\"cmd:sh -c 'exit 1' {port} {peers}\"}";
        String json = place.resolve("out.json").toString();
        run("gossip/line", "--implementations", file(toy("right", "") + "," + dead), "--json", json);
        JsonNode right = JsonMapper.shared()
                .readTree(Files.readString(Path.of(json)))
                .get("reports")
                .get(0);
        List<String> shown = new ArrayList<>();
        for (JsonNode one : right.get("scenarios")) {
            shown.add(one.get("id").asString() + " " + one.get("judgement").asString() + " "
                    + one.path("reason").asString(""));
        }
        assertEquals(
                List.of(
                        "gossip/line passed ",
                        "gossip/line@target+dead left_out dead did not start",
                        "gossip/line@dead+target left_out dead did not start"),
                shown,
                this::said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sh","-c","echo no display; exit 3" | it ended with status 3 and printed 'no display'
            "true"                              | it printed nothing
            "no-such-program"                   | no-such-program
            "sh","-c","kill -9 $$"              | it was killed
            """)
    void aVersionCommandThatFailsIsNamed(String command, String why) throws IOException {
        String implementations = file(toy("right", ",\"version\":[%s]".formatted(command)));
        assertEquals(
                ExitStatus.AS_EXPECTED, run("gossip/to-every-peer", "--implementations", implementations), this::said);
        assertTrue(said().contains("right: the version in the reports is unknown: "), this::said);
        assertTrue(said().contains(why), this::said);
    }

    /// A launcher may open the port before the node behind it can be used.
    @ParameterizedTest
    @CsvSource({"now warm, AS_EXPECTED", "never said, NOT_STARTED"})
    void aNodeIsReadyWhenItSaysSo(String ready, ExitStatus status) throws IOException {
        String warm = "cmd:sh -c 'echo it is now warm; exec \\\"$0\\\" \\\"$@\\\"' ";
        String entry = toy("right", ",\"ready\":\"%s\"".formatted(ready)).replace("cmd:", warm);
        assertEquals(
                status,
                run("gossip/to-every-peer", "--start-limit", "5s", "--implementations", file(entry)),
                this::said);
        boolean isComplaint = said().contains("it did not print that it is ready within 5 s");
        assertEquals(status == ExitStatus.NOT_STARTED, isComplaint, this::said);
    }

    @Test
    void theScenariosOfEachAreListed() throws IOException {
        String implementations = file(toy("one", "") + "," + toy("two", ""));
        run("list", "gossip/line", "--implementations", implementations);
        assertEquals(
                List.of(
                        "== one",
                        "gossip/line",
                        "gossip/line@target+two",
                        "gossip/line@two+target",
                        "== two",
                        "gossip/line",
                        "gossip/line@target+one",
                        "gossip/line@one+target"),
                said().lines()
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.replaceFirst("(?<=[a-z]) .*", ""))
                        .limit(8)
                        .toList(),
                this::said);
    }

    @Test
    void oneThatDoesNotStartIsNamedAndTheOthersPlayWithoutIt() throws Exception {
        String dead = "{\"name\":\"dead\",\"target\":\"cmd:sh -c 'echo no licence >&2; exit 1' {port} {peers}\"}";
        String implementations = file(dead + "," + toy("right", ""));
        assertEquals(
                ExitStatus.NOT_STARTED,
                run(
                        "gossip/to-every-peer",
                        "--implementations",
                        implementations,
                        "--json",
                        place.resolve("r.json").toString(),
                        "--junit",
                        place.resolve("r.xml").toString(),
                        "--badge",
                        place.resolve("badge").toString()),
                this::said);
        JsonNode reported = JsonMapper.shared()
                .readTree(Files.readString(place.resolve("r.json")))
                .get("reports")
                .get(0);
        assertEquals("dead", reported.get("run").get("name").asString());
        assertEquals(4, reported.get("status").asInt());
        assertEquals(
                "dead did not start",
                reported.get("scenarios").get(0).get("reason").asString());
        assertTrue(Files.readString(place.resolve("r.xml")).contains("tests=\"2\" failures=\"0\" errors=\"1\""));
        assertTrue(Files.readString(place.resolve("badge")).contains("1 of 2 pass"));
        assertTrue(said().contains("dead did not start: ") && said().contains("no licence"), this::said);
        assertTrue(said().contains("1 of 1 scenarios passed"), this::said);
    }

    @Test
    void onlySomeAreJudgedWithTheOthersAsPartners() throws Exception {
        String implementations = file(toy("one", "") + "," + toy("two", ",\"patience\":2"));
        String[] words = {"gossip/line", "--implementations", implementations, "--only", "one", "--dry-run"};
        assertEquals(ExitStatus.AS_EXPECTED, run(words), this::said);
        assertTrue(said().contains("gossip/line@target+two"), this::said);
        assertTrue(said().contains("\n3 of 3 scenarios would be played, 0 skipped\n"), this::said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nam":"a"}                             | there is no member 'nam'; known are directory, environment
            {"name":"target","target":"cmd:x"}      | 'target' is no name
            {"name":"a b","target":"cmd:x"}         | 'a b' is no name
            {"name":"a"}                            | implementations[0].target is missing
            {"name":"a","target":"x"}               | a: a target is cmd:COMMAND, docker:IMAGE or addr:HOST:PORT
            {"name":"a","target":"addr:h:1"}        | a needs a fresh node for each scenario
            {"name":"a","target":"cmd:x {port}","level":"HIGH"}        | implementations[0].level is not one of
            {"name":"a","target":"cmd:x {port}","patience":0}          | implementations[0].patience is not a positive number
            {"name":"a","target":"cmd:x {port}","without":["legs"]}    | a: without: 'legs' is none of
            {"name":"a","target":"cmd:x {port}","stopSignal":"KILL"}   | a: stopSignal is 'KILL', and can be one of HUP, INT
            {"name":"a","target":"cmd:x {port}","directory":"none"}    | a: there is no directory
            {"name":"a","target":"cmd:x {port}","expectFail":"none"}   | a: expectFail: there is no file
            {"name":"a","target":"cmd:x {port}","environment":["A"]}   | implementations[0].environment is not an object
            {"name":"a","target":"docker:x","directory":"."}           | a: environment, directory, stopSignal and ready are for cmd: alone
            7                                       | implementations[0] is no object
            ``                                      | its list 'implementations' is missing or empty
            """)
    void whatIsWrongInTheFileIsNamed(String entry, String complaint) throws IOException {
        assertEquals(ExitStatus.USAGE, run("all", "--implementations", file(entry)), this::said);
        assertTrue(said().contains(complaint), this::said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all --implementations FILE --target cmd:x    | --target has no meaning with --implementations
            all --implementations FILE --without console | --without has no meaning with --implementations
            all --implementations FILE --only nobody     | has no implementation nobody, only a
            all --only a                                 | --only has no meaning without --implementations
            all --implementations none.json              | there is no file none.json
            --explore --implementations FILE             | --implementations has no meaning with --explore
            """)
    void whatDoesNotGoWithIt(String line, String complaint) throws IOException {
        String file = file("{\"name\":\"a\",\"target\":\"cmd:x {port}\"}");
        assertEquals(ExitStatus.USAGE, run(line.replace("FILE", file).split(" ")), this::said);
        assertTrue(said().contains(complaint), this::said);
    }
}
