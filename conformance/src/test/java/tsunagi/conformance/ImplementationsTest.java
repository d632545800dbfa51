package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.verdict.ExitStatus;

/// A file of implementations: each is judged, and each with each.
@Timeout(300) // what a mute node does not pass on is waited for
class ImplementationsTest extends ToysTest {
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nam":"a"}                             | there is no member 'nam'; known are directory, environment
            {"name":"target","target":"cmd:x"}      | 'target' is no name
            {"name":"a b","target":"cmd:x"}         | 'a b' is no name
            {"name":"a"}                            | implementations[0].target is missing
            {"name":"a","target":"x"}               | a: a target is cmd:COMMAND, docker:IMAGE or addr:HOST:PORT
            {"name":"a","target":"addr:h:1"}        | a needs a fresh node for each scenario
            {"name":"a","target":"cmd:x {port}","level":"HIGH"}        | implementations[0].level is not one of
            {"name":"a","target":"cmd:x {port}","patience":0}          | implementations[0].patience is not a number from 0.1 to 1000
            {"name":"a","target":"cmd:x {port}","patience":0.01}       | implementations[0].patience is not a number from 0.1 to 1000
            {"name":"a","target":"cmd:x {port}","patience":1001}       | implementations[0].patience is not a number from 0.1 to 1000
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
