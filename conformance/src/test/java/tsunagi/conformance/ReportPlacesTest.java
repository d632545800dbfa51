package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tsunagi.conformance.toy.ToyProgram;
import tsunagi.conformance.verdict.ExitStatus;

/// What stands where reports go, before and after a run.
@Timeout(300) // what a mute node does not pass on is waited for
class ReportPlacesTest extends ToysTest {
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
}
