package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.verdict.ExitStatus;

/// Re-recording, from the command line to the transcripts.
class UpdateTest extends KitTest {
    private static final String CONSOLE = """
            title   A line becomes a block
            level   MUST
            rules   4.1
            kills   no-relay
            needs   console
            %s
            dial A
            A -> node  b1 GET_CHAIN
            node -> A  b1
            console node "hi <b"
            node -> A  mined m2 on b1 data "hi \\x3cb"  within 3s   # kept
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    @Test
    void changesNothingWhereNothingChanged() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--update"));
        assertEquals(TwoScenarios.RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(kit.out().contains("0 of 2 scenarios changed"), kit::out);
    }

    @Test
    void showsAndWritesTheLinesThatChangedAlone() throws IOException {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.RELAYS_TWICE, "gossip/relay", "--update"));
        assertEquals(
                TwoScenarios.RELAY.replace("node -> B  nothing", "node -> B  b1"),
                Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(kit.out().contains("-node -> B  nothing\n+node -> B  b1\n"), kit::out);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "gossip/relay", "--update"));
        assertEquals(TwoScenarios.RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
    }

    @Test
    void inCiTouchesNothingAndFails() throws IOException {
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_TWICE, Map.of("CI", "true"), "all", "--update"));
        assertEquals(TwoScenarios.RELAY, Files.readString(home.resolve("golden/gossip/relay.golden")));
        assertTrue(Files.exists(home.resolve("golden/gossip/relay.golden.new")));
    }

    @Test
    void recordsAnotherParentAndOtherDataOfAMinedBlock() throws IOException {
        Path file = home.resolve("golden/console.golden");
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.SHOUTS, "console", "--update"));
        assertEquals(CONSOLE.replace("data \"hi \\x3cb\"", "data \"HI \\x3cB\""), Files.readString(file));
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.MINES_ON_GENESIS, "console", "--update"));
        assertEquals(CONSOLE.replace("on b1 data", "on genesis data"), Files.readString(file));
    }

    @Test
    void neverRecordsABlockThatIsWrong() throws IOException {
        Path file = home.resolve("golden/console.golden");
        Files.writeString(file, CONSOLE);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.MINES_WITHOUT_WORK, "console", "--update"));
        assertTrue(kit.out().contains("console cannot be re-recorded: line 11: the mined block's hash"), kit::out);
        assertEquals(CONSOLE, Files.readString(file));
    }

    /// `converged`, `linked`, `link` and `accept` say what every node owes the others, not
    /// what one happens to say.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node N1\nnode N2\ndial A to N1\nA -> N1  b1\nconverged N1 N2 on b1  within 300ms\n",
                "node N1\nnode N2 dials N1\ndial A to N1\nA -> N1  b1\nconverged N1 N2 on b1\nA -> N1  b2\nconverged N1 N2 on b1 b2\nlink N1 N2 carried b2 once\n"
            })
    void leavesWhatNodesOweEachOther(String steps) throws IOException {
        leavesTheLastLine(Quirk.RELAYS_TWICE, steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node N1\nnode N2 dials N1\ndial A to N1\nA -> N1  b1\nconverged N1 on b1\ncut N1 N2\nheal\nlinked N1 N2  within 300ms\n",
                "listen L\nnode N1 dials L\naccept L\nL -> N1  b1\nL closes\naccept L  within 300ms\n"
            })
    void leavesAConnectionThatIsMissing(String steps) throws IOException {
        leavesTheLastLine(Quirk.DIALS_ONCE, steps);
    }

    private void leavesTheLastLine(Quirk quirk, String steps) throws IOException {
        Path file = home.resolve("golden/several.golden");
        List<String> needs = new ArrayList<>();
        if (steps.contains("dials")) needs.add("dial");
        if (steps.contains("N2")) needs.add("nodes");
        if (steps.contains("cut")) needs.add("cut");
        String b2 = steps.contains("b2") ? "block b2  %s\n".formatted(Blocks.raw(Blocks.B2)) : "";
        String text = "title t\nlevel MUST\nrules 4.1\nkills k\nneeds %s\nblock b1  %s\n%s%s"
                .formatted(String.join(" ", needs), Blocks.raw(Blocks.B1), b2, steps);
        Files.writeString(file, text);
        ExitStatus status = kit.run(quirk, "several", "--update");
        assertEquals(ExitStatus.UNEXPECTED, status, () -> kit.out() + kit.err());
        long last = text.lines().count();
        assertTrue(kit.out().contains("several cannot be re-recorded: line " + last + ": "), kit::out);
        assertEquals(text, Files.readString(file));
    }
}
