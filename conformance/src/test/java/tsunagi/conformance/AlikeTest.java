package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// Many failures are one page, and what matters stands first.
class AlikeTest {
    @TempDir
    private Path home;

    @Test
    void whatFailsAlikeIsShownOnce() throws IOException {
        TwoScenarios kit = new TwoScenarios(home);
        for (String id : List.of("messages/a", "json/a", "json/b", "json/c", "json/d", "json/e", "json/f", "json/g")) {
            write(id, TwoScenarios.RELAY);
        }
        write("blocks/other", TwoScenarios.RELAY.replace("node -> B  nothing", "node -> B  closed within 3s"));
        write("json/h", TwoScenarios.RELAY);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_TWICE, "all"));
        String out = kit.out();
        assertTrue(out.contains("11 scenarios fail or are inconclusive, for 2 reasons:\n  10: a frame came"), out);
        assertTrue(out.contains("\n  10 scenarios fail alike (a frame came where none may"), out);
        assertEquals(2, out.split("\n  again: ", -1).length - 1, out);
        for (String id : List.of("json/g", "json/h", "messages/a")) assertTrue(out.contains("\n    " + id + "\n"), out);
        assertTrue(out.contains("\nBegin with messages/*, then json/*, then blocks/*: "), out);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.RELAYS_NOTHING, "all"));
        String order = "\nBegin with what the first check found, then messages/*, then json/*, then blocks/*: ";
        assertTrue(kit.out().contains(order), kit::out);
    }

    private void write(String id, String text) throws IOException {
        Path file = home.resolve("golden/" + id + Golden.ENDING);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void everyReportHasBothFramesAndThePlace() throws IOException {
        TwoScenarios kit = new TwoScenarios(home);
        String second = "block b2  " + Blocks.raw(Blocks.B2) + "\ndial A ";
        write(
                "gossip/relay",
                TwoScenarios.RELAY
                        .replaceFirst("dial A ", Matcher.quoteReplacement(second))
                        .replace("node -> B  b1  within 3s", "node -> B  b2  within 3s"));
        Path json = home.resolve("report.json");
        assertEquals(
                ExitStatus.UNEXPECTED,
                kit.run(Quirk.NONE, "gossip/relay", "--html", home.toString(), "--json", json.toString()));
        String hash = Blocks.B1.hash().toString();
        assertTrue(kit.out().contains("> hash") && kit.out().contains(hash), kit::out);
        String differs = "\"differs\":[{\"member\":\"index\",\"character\":1,";
        assertTrue(Files.readString(home.resolve("index.html")).contains(differs));
        assertTrue(Files.readString(json).contains(differs));
    }

    @Test
    void theLastWordsOfANodeThatEndedStandBeforeTheTranscript() throws IOException {
        TwoScenarios kit = new TwoScenarios(home);
        assertEquals(ExitStatus.UNEXPECTED, kit.run(Quirk.DIES_ON_A_BLOCK, "gossip/relay"));
        int words = kit.out().indexOf("node printed last:\n    | a stub with the quirk DIES_ON_A_BLOCK");
        assertTrue(words > 0 && words < kit.out().indexOf("dial A"), kit::out);
        assertEquals(words, kit.out().lastIndexOf("node printed last:"), "once");
    }

    @Test
    void whatANodePrintsDoesNothingToATerminal() throws IOException {
        TwoScenarios kit = new TwoScenarios(home);
        Target rude = new Target.Command(List.of("sh", "-c", "printf '\\033[2Jwhy\\n' >&2; exit 9", "{port}"));
        assertEquals(ExitStatus.NOT_STARTED, kit.run(rude, Map.of(), "gossip/relay"));
        assertTrue(kit.err().contains("it ended with status 9"), kit::err);
        assertTrue(kit.err().contains("\\x1b[2Jwhy"), kit::err);
        assertFalse(kit.err().contains("\u001b"), kit::err);
    }
}
