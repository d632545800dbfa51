package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// Which scenarios a command line means: by name, rule, file, an earlier
/// report, or a share of them.
class SelectionTest extends KitTest {
    private List<String> listed(String... words) {
        List<String> all = new ArrayList<>(List.of("list"));
        all.addAll(List.of(words));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, all.toArray(String[]::new)), kit::err);
        return kit.out().lines().map(line -> line.split(" ", -1)[0]).toList();
    }

    @Test
    void aRuleMeansTheScenariosAboutIt() {
        assertEquals(List.of("gossip/relay"), listed("--rule", "4.1"));
        assertEquals(List.of("answer", "gossip/relay"), listed("--rule", "4.1", "--rule", "2.2"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "--rule", "2.2"));
        assertTrue(kit.out().contains("1 of 1 scenarios passed"), kit::out);
    }

    @Test
    void aListAsJsonSaysWhatARunSkipsAndWhy() throws IOException {
        Path file = home.resolve("list.json");
        Files.writeString(home.resolve("golden/gossip/net.golden"), """
                title   A network starts
                level   MAY
                rules   4.1
                kills   no-relay
                needs   nodes dial
                node N1
                node N2 dials N1
                converged N1 N2
                """);
        assertEquals(
                List.of("gossip/net", "gossip/relay"),
                listed("gossip/*", "--without", "nodes", "--json", file.toString()));
        assertEquals("""
                {"format":"tsunagi-scenarios-1","implementations":[{"name":"target","target":"this program",\
                "scenarios":[{"id":"gossip/net","title":"A network starts","level":"MAY","rules":["4.1"],\
                "kills":["no-relay"],"needs":["dial","nodes"],"nodes":2,"waitsLong":false,\
                "skipped":"the target is declared to be without nodes"},\
                {"id":"gossip/relay","title":"A <block> is relayed","level":"MUST","rules":["4.1"],\
                "kills":["no-relay"],"needs":[],"nodes":1,"waitsLong":false}]}]}
                """, Files.readString(file));
    }

    @Test
    void aListHasNoVerdictsToReport() {
        for (String flag : List.of("--junit", "--html", "--badge")) {
            refused(
                    flag + " has no meaning with list",
                    "list",
                    flag,
                    home.resolve("report").toString());
        }
    }

    @Test
    void aListThatCannotBeWrittenIsRefused() {
        refused("--json: ", "list", "--json", home.toString());
    }

    @Test
    void aFileNamesScenariosLineByLine() throws IOException {
        Path file = home.resolve("mine.txt");
        Files.writeString(file, "# what I work on\n\n  gossip/*  \n");
        assertEquals(List.of("gossip/relay"), listed("@" + file));
        Files.writeString(file, "# nothing yet\n");
        refused("names no scenario", "@" + file);
        refused("no file", "@" + home.resolve("nosuch"));
        refused("no scenario is called gossip/rely; did you mean gossip/relay?", "gossip/rely");
        refused("no scenario is called gossip; did you mean 'gossip/*'?", "gossip");
        refused("no scenario is called gossip/; did you mean 'gossip/*'?", "gossip/");
        refused("no scenario is called gosip/*; did you mean 'gossip/*'?", "gosip/*");
    }

    @Test
    void eachScenarioIsInOneShard() {
        List<String> all = IntStream.range(0, 23).mapToObj(String::valueOf).toList();
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= 4; i++) found.addAll(new Shard(i, 4).of(all));
        assertEquals(
                all,
                found.stream()
                        .sorted(Comparator.comparingInt(Integer::parseInt))
                        .toList());
        assertEquals(List.of("answer"), listed("all", "--shard", "1/2"));
        assertEquals(List.of("gossip/relay"), listed("all", "--shard", "2/2"));
        refused("nothing is left", "all", "--shard", "3/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "1", "1/0", "a/b", "1/1000", "-1/2"})
    void aShardThatIsNoneIsRefused(String shard) {
        refused("--shard needs I/N", "all", "--shard=" + shard);
    }

    @Test
    void whatFailedBeforeIsPlayedAgain() throws IOException {
        Path report = home.resolve("report.json");
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_NOTHING, "all", "--json", report.toString()));
        assertEquals(List.of("gossip/relay"), listed("--rerun-failed", report.toString()));
        assertEquals(List.of("gossip/relay"), listed("gossip/*", "--rerun-failed", report.toString()));
        refused("nothing is left to play", "answer", "--rerun-failed", report.toString());
        refused("fewer scenarios than shards", "all", "--shard", "3/3");
        Files.writeString(report, Files.readString(report).replace("gossip/relay", "gossip/relay@target+zig"));
        refused(
                "the report has gossip/relay@target+zig, which this command line cannot play",
                "--rerun-failed",
                report.toString());
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--json", report.toString()));
        refused("nothing failed in", "--rerun-failed", report.toString());
        for (String text :
                List.of("", "[]", "{}", "{\"format\":\"tsunagi-conformance-1\"}", "{\"format\":\"other\"}")) {
            Files.writeString(report, text);
            refused("is no report of --json", "--rerun-failed", report.toString());
        }
    }

    @Test
    void aDryRunSaysWhatARunSkips() {
        Target deaf = new Target.Command(List.of("false", "{port}"));
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(deaf, Map.of(), "all", "--dry-run"), kit::err);
        assertTrue(kit.out().endsWith("2 of 2 scenarios would be played, 0 skipped\n"), kit::out);
        refused("--rule: no scenario is about a rule 9.9", "all", "--rule", "9.9", "--dry-run");
    }

    @Test
    void nothingIsBegunAfterAFailureIfThatIsAsked() {
        assertEquals(
                ExitStatus.UNEXPECTED,
                kit.run(Quirk.SAYS_NOTHING, "all", "--level", "SHOULD", "--jobs", "1", "--fail-fast"));
        assertTrue(kit.out().contains("skipped: --fail-fast ended the run after answer"), kit::out);
        assertTrue(kit.out().contains("0 of 2 scenarios passed · 1 failed · 1 skipped"), kit::out);
    }

    @Test
    void aScenarioThatTakesTooLongIsLeft() throws IOException {
        String slow = TwoScenarios.RELAY + "node -> B  nothing for 1s\nnode -> A  nothing for 1s\n";
        Files.writeString(home.resolve("golden/gossip/relay.golden"), slow);
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.NONE, "gossip/relay", "--scenario-limit", "1s"), kit::out);
        assertTrue(kit.out().contains("--scenario-limit of 1 s had passed at this line"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "gossip/relay", "--scenario-limit", "1h"), kit::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N -> A  nothing for 300s",
                "N -> A  b1 within 300s",
                "N -> A  closed within 300s",
                "L not-dialled for 300s",
                "L closes\naccept L within 300s"
            })
    void theLimitOfAScenarioEndsALineThatWaits(String line) throws IOException {
        String dialled = "listen L\nnode N dials L\naccept L\nN -> L  request\ndial A\nA -> N  b1\nN -> L  b1\n";
        String text = TwoScenarios.RELAY
                .replace("no-relay\n", "no-relay\nneeds dial\n")
                .replaceFirst("(?s)dial A.*", dialled + line + "\n");
        Files.writeString(home.resolve("golden/gossip/relay.golden"), text);
        assertEquals(
                ExitStatus.INCONCLUSIVE, kit.run(Quirk.DIALS_ONCE, "gossip/relay", "--scenario-limit", "1s"), kit::err);
        assertTrue(kit.out().contains("--scenario-limit of 1 s had passed at this line"), kit::out);
    }

    @Test
    void aNodeHasAsLongToStartAsIsSaid() {
        assertEquals(ExitStatus.NOT_STARTED, kit.run(Quirk.NEVER_LISTENS, "all", "--start-limit", "1s"), kit::out);
        assertTrue(kit.err().contains("the node under test did not start"), kit::err);
        refused("--start-limit needs a time such as 90s", "all", "--start-limit", "soon");
    }

    /// A node that relays nothing at first. What is missing is waited for twice
    /// before a retry (ADR 22).
    @Test
    void aPassAfterARetryIsFlaky() {
        AtomicInteger starts = new AtomicInteger();
        Target flaky = new Target.Embedded((port, peers, data) -> {
            int start = starts.incrementAndGet();
            // The first check starts one too.
            Quirk quirk = start == 2 || start == 3 ? Quirk.RELAYS_NOTHING : Quirk.NONE;
            return StubNode.start(quirk, port, peers, data);
        });
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(flaky, Map.of(), "gossip/relay", "--retries", "2"), kit::out);
        assertTrue(kit.out().contains("flaky  gossip/relay: "), kit::out);
        assertTrue(kit.out().contains("1 of 1 scenarios passed · 1 passed after a retry"), kit::out);
        starts.set(0);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(flaky, Map.of(), "gossip/relay"), kit::out);
    }

    private void refused(String reason, String... words) {
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, words), kit::out);
        assertTrue(kit.err().contains(reason), kit::err);
    }
}
