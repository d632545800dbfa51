package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// What `check` says to the author of a transcript.
class CheckTest {
    private static final String HEADER =
            "title   A node is silent\nlevel   MUST\nrules   2.4\nkills   greets-inbound\n\ndial A\n";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitStatus check(String... words) {
        return Conformance.run(
                Stream.concat(Stream.of("check"), Stream.of(words)).toList(),
                new Target.Command(List.of("program", "{port}")),
                Path.of(".."),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String said() {
        return out.toString(UTF_8).replace(directory.toString(), "DIR");
    }

    @Test
    void ourOwnTranscriptsAreClean() {
        assertEquals(ExitStatus.AS_EXPECTED, check("../golden", "../golden-long"), out::toString);
        assertTrue(said().matches("\\d+ transcripts, 0 errors, 0 warnings\n"), this::said);
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                arguments("node -> A  nothing\n", "1 transcripts, 0 errors, 0 warnings\n", ExitStatus.AS_EXPECTED),
                arguments(
                        "node -> A  nothing\nnode -> A  request*\n",
                        "DIR/mine.golden:8: warning: every frame here is optional, so this line passes if nothing comes\n",
                        ExitStatus.UNEXPECTED),
                arguments(
                        "node -> A  (request? | request) & request*\n",
                        "DIR/mine.golden:7: warning: every frame here is optional, so this line passes if nothing comes\n",
                        ExitStatus.UNEXPECTED),
                arguments("node -> B  nothing\n", "DIR/mine.golden:7:9: ", ExitStatus.USAGE));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void whatIsFoundHasItsPlace(String steps, String words, ExitStatus status) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.golden"), HEADER + steps);
        assertEquals(status, check(file.toString()), this::said);
        assertTrue(said().startsWith(words), this::said);
    }

    @Test
    void aRuleThatThePageDoesNotHaveIsAWarning() throws IOException {
        String text = HEADER.replace("2.4", "2.4 9.9") + "node -> A  nothing\n";
        Path file = Files.writeString(directory.resolve("mine.golden"), text);
        assertEquals(ExitStatus.UNEXPECTED, check(file.toString()));
        assertTrue(said().contains("mine.golden:1: warning: ../PROTOCOL.md has no rule 9.9"), this::said);
    }

    @Test
    void aNameThatIsNoIdIsAnError() throws IOException {
        Path file = Files.writeString(directory.resolve("Mine.golden"), HEADER + "node -> A  nothing\n");
        assertEquals(ExitStatus.USAGE, check(file.toString()));
        assertTrue(said().contains("an id is lower-case letters, digits and -"), this::said);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertEquals(ExitStatus.USAGE, check(directory.resolve("absent").toString()));
        assertTrue(err.toString(UTF_8).contains("absent"), err::toString);
        assertEquals(ExitStatus.USAGE, check(directory.toString()));
        assertTrue(err.toString(UTF_8).contains("there is no transcript"), err::toString);
    }

    @Test
    void otherFlagsAreRefused() {
        assertEquals(ExitStatus.USAGE, check("../golden", "--target", "cmd:x {port}"));
        assertTrue(err.toString(UTF_8).contains("--target has no meaning with check"), err::toString);
    }
}
