package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.verdict.ExitStatus;

/// Networks of two implementations of a file: each plays once, and counts for both.
@Timeout(300) // what a mute node does not pass on is waited for
class PairsTest extends ToysTest {
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

    /// Its networks were not in the report, so nothing failed there.
    @Test
    void aScenarioThatFailedIsPlayedAgainWithoutItsNetworks() throws Exception {
        String mute = ",\"environment\":{\"FAULT\":\"NO_RELAY\"}";
        String implementations = file(toy("right", "") + "," + toy("mute", mute));
        String json = place.resolve("out.json").toString();
        run("gossip/line", "--skip", "*@*", "--implementations", implementations, "--json", json);
        run("--rerun-failed", json, "--implementations", implementations, "--dry-run");
        assertTrue(said().contains("== mute"), this::said);
        assertTrue(said().contains("1 of 1 scenarios would be played"), this::said);
    }

    /// The failures of the others are not its own.
    @Test
    void oneOfSeveralPlaysItsFailuresAgain() throws Exception {
        String mute = ",\"environment\":{\"FAULT\":\"NO_RELAY\"}";
        String implementations = file(toy("right", "") + "," + toy("mute", mute) + "," + toy("deaf", mute));
        String json = place.resolve("out.json").toString();
        run("gossip/line", "--skip", "gossip/line@*", "--implementations", implementations, "--json", json);
        run("--rerun-failed", json, "--implementations", implementations, "--only", "deaf", "--dry-run");
        assertTrue(said().contains("1 of 1 scenarios would be played"), this::said);
    }

    /// The network failed when the first implementation was judged, and counts for the second.
    @Test
    void aFailureInANetworkOfAnEarlierOneEndsAFastRun() throws Exception {
        String mute = toy("mute", ",\"environment\":{\"FAULT\":\"NO_RELAY\"}");
        String implementations = file(toy("right", "") + "," + mute);
        run("gossip/line", "json/sign-refused", "--fail-fast", "--jobs", "1", "--implementations", implementations);
        String ofMute = said().substring(said().indexOf("== mute"));
        List<String> played = ofMute.lines()
                .filter(line -> line.matches("[a-z]+/\\S+ +MUST .*")
                        && !line.contains("--fail-fast ended the run after gossip/line@"))
                .map(line -> line.split(" ", -1)[0])
                .toList();
        assertEquals(List.of("gossip/line@target+right", "gossip/line@right+target"), played, this::said);
    }

    /// So it is played once, in whatever shard.
    @Test
    void bothFindTheirNetworkInTheSameShard() throws Exception {
        String implementations = file(toy("one", "") + "," + toy("two", "") + "," + toy("three", ""));
        int seen = 0;
        for (int number = 1; number <= 3; number++) {
            run("gossip/*", "--implementations", implementations, "--dry-run", "--shard", number + "/3");
            List<String> networks = new ArrayList<>();
            String judged = "";
            for (String line : said().lines().toList()) {
                if (line.startsWith("== ")) judged = line.substring(3);
                String id = line.split(" ", -1)[0];
                if (id.contains("@")) networks.add(id.replace("target", judged));
            }
            for (String network : networks) assertEquals(2, Collections.frequency(networks, network), network);
            seen += networks.size();
        }
        run("gossip/*@*", "--implementations", implementations, "--dry-run");
        assertEquals(said().lines().filter(line -> line.contains("@")).count(), seen);
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
                        "gossip/line@target+dead inconclusive dead did not start",
                        "gossip/line@dead+target inconclusive dead did not start"),
                shown,
                this::said);
        String other = place.resolve("other.json").toString();
        run("gossip/triangle", "--implementations", file(toy("right", "") + "," + dead), "--json", other);
        assertEquals(ExitStatus.INCONCLUSIVE, run("merge", json, other), this::said);
    }

    @Test
    void onlySomeAreJudgedWithTheOthersAsPartners() throws Exception {
        String implementations = file(toy("one", "") + "," + toy("two", ",\"patience\":2"));
        String[] words = {"gossip/line", "--implementations", implementations, "--only", "one", "--dry-run"};
        assertEquals(ExitStatus.AS_EXPECTED, run(words), this::said);
        assertTrue(said().contains("gossip/line@target+two"), this::said);
        assertTrue(said().contains("\n3 of 3 scenarios would be played, 0 skipped\n"), this::said);
    }
}
