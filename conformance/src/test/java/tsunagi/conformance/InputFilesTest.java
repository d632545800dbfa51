package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.verdict.ExitStatus;

/// Each text file that a command line may name, as editors write it, and as it should not be.
class InputFilesTest extends KitTest {
    /// A file that a flag names.
    ///
    /// @param flag as a complaint calls it
    /// @param text that means something there
    /// @param words of the command line before the file's name
    record Input(String flag, String text, List<String> words) {
        String[] command(Path file) {
            List<String> all = new ArrayList<>(words.subList(0, words.size() - 1));
            String last = words.getLast();
            if (last.equals("@")) all.add("@" + file);
            else all.addAll(List.of(last, file.toString()));
            if (last.equals("merge")) all.add(file.toString());
            return all.toArray(String[]::new);
        }
    }

    static Stream<Input> inputs() {
        String known = "# what is known\ngossip/relay | open | a frame came\n";
        String implementations = "{\"implementations\": [{\"name\": \"one\", \"target\": \"cmd:true {port}\"}]}\n";
        String report = "{\"format\": \"tsunagi-report-9\"}\n";
        String page =
                "- **2.2** `GET_CHAIN` is answered. <!-- visible -->\n- **4.1** A block is relayed. <!-- visible -->\n";
        return Stream.of(
                new Input("@", "# mine\nanswer\n", List.of("--dry-run", "@")),
                new Input("--expect-fail", known, List.of("all", "--dry-run", "--expect-fail")),
                new Input("--expect-flaky", known, List.of("all", "--dry-run", "--expect-flaky")),
                new Input("--implementations", implementations, List.of("all", "--dry-run", "--implementations")),
                new Input("--rerun-failed", report, List.of("--dry-run", "--rerun-failed")),
                new Input("merge", report, List.of("merge")),
                new Input("--rules", page, List.of("all", "--dry-run", "--rules")));
    }

    private ExitStatus run(Input input, Path file) {
        return kit.run(Quirk.NONE, input.command(file));
    }

    /// Editors of Windows put a byte order mark in front, and end lines with CR LF.
    @ParameterizedTest
    @MethodSource("inputs")
    void aByteOrderMarkAndOtherLineEndsChangeNothing(Input input) throws IOException {
        Path plain = Files.writeString(home.resolve("plain"), input.text());
        ExitStatus expected = run(input, plain);
        String out = kit.out();
        String err = kit.err();
        Path marked = Files.writeString(
                home.resolve("marked"), "\uFEFF" + input.text().replace("\n", "\r\n"));
        assertEquals(expected, run(input, marked), kit::err);
        assertEquals(out, kit.out());
        assertEquals(err, kit.err().replace(marked.toString(), plain.toString()));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void whatIsNoTextFileIsRefusedWithItsReason(Input input) throws IOException {
        Path utf16 = Files.write(home.resolve("utf16"), ("\uFEFF" + input.text()).getBytes(UTF_16LE));
        refused(input, utf16, "is UTF-16; save it as UTF-8");
        byte[] latin1 = (input.text() + "\n\u00e9").getBytes(UTF_8);
        latin1[latin1.length - 2] = (byte) 0xe9;
        latin1[latin1.length - 1] = '\n';
        long line = input.text().lines().count() + 2;
        refused(input, Files.write(home.resolve("latin1"), latin1), "is not UTF-8 in line " + line);
        refused(input, Files.createDirectory(home.resolve("directory")), "is a directory");
        refused(input, home.resolve("missing"), "there is no file " + home.resolve("missing"));
    }

    private void refused(Input input, Path file, String reason) {
        assertEquals(ExitStatus.USAGE, run(input, file), kit::err);
        String last = kit.err().lines().toList().getLast();
        assertTrue(last.contains(reason) && last.contains(input.flag()), kit::err);
        assertFalse(last.contains("Exception"), kit::err);
    }

    @Test
    void aPlaceForAReportThatCannotBeIsNamedWithoutAWordOfJava() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        for (String flag : List.of("--json", "--junit", "--html", "--badge")) {
            for (Path place : List.of(file.resolve("deeper/still"), file.resolve("deeper"))) {
                for (String task : List.of("--fail-fast", "--dry-run")) {
                    assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", task, flag, place.toString()), kit::out);
                    String last = kit.err().lines().toList().getLast();
                    assertTrue(last.contains(flag + ": "), last);
                    assertFalse(last.contains("Exception"), last);
                }
            }
        }
    }

    @Test
    void aNodeThatDoesNotStartLeavesNoEmptyReport() {
        Path json = home.resolve("report.json");
        assertEquals(
                ExitStatus.NOT_STARTED,
                kit.run(
                        Quirk.NONE,
                        "all",
                        "--target",
                        "cmd:false {port}",
                        "--without",
                        "restart",
                        "--json",
                        json.toString()),
                kit::err);
        assertFalse(Files.exists(json));
    }

    @Test
    void jsonThatIsNoneIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(home.resolve("broken"), "{\"implementations\": [\n  {\"name\": \"a\",}\n]}\n");
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--implementations", file.toString()));
        assertTrue(kit.err().contains("it is no JSON object (line 2: "), kit::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"A=B\": \"c\"}", "{\"A\": \"b\\u0000c\"}", "{\"\": \"c\"}"})
    void anEnvironmentThatNoProcessCanHaveIsRefused(String environment) throws IOException {
        Path file = Files.writeString(
                home.resolve("odd"),
                "{\"implementations\": [{\"name\": \"a\", \"target\": \"cmd:x {port}\", \"environment\": " + environment
                        + "}]}");
        assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--dry-run", "--implementations", file.toString()));
        assertTrue(kit.err().contains("a: environment: no process can have the variable"), kit::err);
    }

    /// It is no file of the run, which only looks ahead.
    @Test
    void aDryRunLeavesAnEarlierReportAlone() throws IOException {
        Path earlier = Files.writeString(home.resolve("report.json"), "earlier");
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "all", "--dry-run", "--json", earlier.toString()));
        assertEquals("earlier", Files.readString(earlier));
    }

    /// A run would show nothing, and ends with 4.
    @Test
    void aDryRunOfNothingIsNoSuccess() throws IOException {
        String needy = TwoScenarios.RELAY
                .replace("kills   no-relay", "kills   no-relay\nneeds   console")
                .replace("A -> node  b1", "A -> node  b1\nconsole node \"x\"");
        Files.writeString(home.resolve("golden/gossip/needy.golden"), needy);
        assertEquals(
                ExitStatus.INCONCLUSIVE,
                kit.run(Quirk.NONE, "gossip/needy", "--dry-run", "--without", "console"),
                kit::err);
        assertTrue(kit.out().contains("No scenario would be played"), kit::out);
    }

    /// A run of the same flags ends with this status too.
    @Test
    void aDryRunForetellsSkipsThatNoFlagDeclares() throws IOException {
        String dialled = TwoScenarios.RELAY
                .replace("kills   no-relay", "kills   no-relay\nneeds   dial")
                .replace("dial A ", "listen L\nnode N dials L\naccept L\nN -> L  request\ndial A ")
                .replace("node -> B  nothing\n", "N -> L  b1\n")
                .replace("node -> B", "N -> B")
                .replace("A -> node", "A -> N");
        Files.writeString(home.resolve("golden/gossip/dialled.golden"), dialled);
        String target = "cmd:./node {port}";
        assertEquals(ExitStatus.INCONCLUSIVE, kit.run(Quirk.NONE, "all", "--dry-run", "--target", target), kit::out);
        assertTrue(kit.out().contains("1 scenario was skipped and no flag declares that"), kit::out);
        assertTrue(kit.out().contains("declare it: --without dial"), kit::out);
        assertEquals(
                ExitStatus.AS_EXPECTED,
                kit.run(Quirk.NONE, "all", "--dry-run", "--target", target, "--without", "dial"),
                kit::out);
    }

    @Test
    void noRetriesMayBeWrittenDown() {
        assertEquals(ExitStatus.AS_EXPECTED, kit.run(Quirk.NONE, "answer", "--retries", "0"), kit::err);
    }

    @Test
    void aPlaceholderThatIsMisspeltIsNamed() {
        for (String word : List.of("{pers}", "{peer}", "{Peers}", "{dat}", "{peer:--peer}", "{data_dir}")) {
            String target = "cmd:./node {port} " + word;
            assertEquals(ExitStatus.USAGE, kit.run(Quirk.NONE, "all", "--dry-run", "--target", target), word);
            String last = kit.err().lines().toList().getLast();
            assertTrue(last.contains(word + " is no placeholder; did you mean {"), last);
        }
    }

    /// Shells and other programs have braces of their own.
    @Test
    void otherBracesAreTheCommandsOwn() {
        String target = "cmd:sh -c \"f() { echo ${PEER} {a,b} {}; }; exec awk '{print}' {port}\"";
        assertEquals(
                ExitStatus.AS_EXPECTED,
                kit.run(Quirk.NONE, "answer", "--dry-run", "--without", "restart,cut", "--target", target),
                kit::err);
    }
}
