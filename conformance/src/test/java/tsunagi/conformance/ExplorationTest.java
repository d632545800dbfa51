package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;
import tsunagi.conformance.verdict.ExitStatus;

/// `--explore` as a user sees it.
@Timeout(600)
class ExplorationTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitStatus explore(@Nullable Mutant mutant, Path found, String... words) {
        return exploreTarget(RunningToy.target(mutant), found, words);
    }

    private ExitStatus exploreTarget(Target target, Path found, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--found", found.toString(), "--level", "SHOULD", "--timeout-factor", "2"));
        return Conformance.run(
                all,
                target,
                Path.of(".."),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    @Test
    void aRightNodeEndsWithNothingFoundAndNoFile(@TempDir Path directory) {
        Path found = directory.resolve("found");
        assertEquals(ExitStatus.AS_EXPECTED, explore(null, found, "--explore", "2", "--seed", "5"), err::toString);
        assertTrue(out.toString(UTF_8).contains("exploring with the seeds from 5 on"), out::toString);
        assertTrue(out.toString(UTF_8).strip().endsWith("nothing found · 0 inconclusive"), out::toString);
        assertTrue(Files.notExists(found));
    }

    @Test
    void aWrongNodeLeavesATranscriptThatSaysWhatFailed(@TempDir Path directory) throws IOException {
        ExitStatus status = explore(Mutant.UPPER_CASE_HASH, directory, "--explore", "9", "--seed", "1");
        assertEquals(ExitStatus.UNEXPECTED, status, err::toString);
        String said = out.toString(UTF_8);
        assertTrue(said.contains("seed 1 fails: "), said);
        Path file = directory.resolve("seed-1.golden");
        assertTrue(said.contains("its transcript: " + file), said);
        assertTrue(Files.readString(file).startsWith("title   Seed 1: "), Files.readString(file));
        assertTrue(said.strip().endsWith("one failure, which ended it · 0 inconclusive"), said);
    }

    /// It may never come again, so the kit prints all that is known of it at once, and keeps its
    /// transcript.
    @Test
    void aFailureThatDoesNotComeAgainIsToldInFull(@TempDir Path directory) throws IOException {
        // The first start only shows that the target starts.
        AtomicInteger starts = new AtomicInteger();
        Target.Embedded right = (Target.Embedded) RunningToy.target(null);
        Target.Embedded wrong = (Target.Embedded) RunningToy.target(Mutant.UPPER_CASE_HASH);
        Target wrongOnce = new Target.Embedded((port, peers, data) ->
                (starts.getAndIncrement() == 1 ? wrong : right).starter().start(port, peers, data));
        ExitStatus status = exploreTarget(wrongOnce, directory, "--explore", "1", "--seed", "1", "--jobs", "1");
        assertEquals(ExitStatus.INCONCLUSIVE, status, err::toString);
        String said = out.toString(UTF_8);
        assertTrue(said.contains("seed 1 could not be decided: it failed once in 3 plays: another frame came"), said);
        assertTrue(said.contains("\n  wire"), said);
        assertTrue(said.contains("  > "), said);
        Path file = directory.resolve("seed-1.golden");
        assertTrue(said.contains("its transcript: " + file), said);
        assertTrue(Files.readString(file).startsWith("title   Seed 1: it failed once"), Files.readString(file));
        assertTrue(said.strip().endsWith("nothing found · 1 inconclusive"), said);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnythingIsPlayed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertEquals(ExitStatus.USAGE, explore(null, file.resolve("deeper"), "--explore", "1"));
        assertEquals(ExitStatus.USAGE, explore(null, file, "--explore", "1"));
        assertTrue(err.toString(UTF_8).contains("--found: " + file + " is no directory"), err::toString);
        assertEquals("", out.toString(UTF_8));
    }
}
