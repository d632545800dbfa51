package tsunagi.conformance.explore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.explore.Explorer.Played;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Exchanges with toys, right ones and wrong ones. `-Dtsunagi.right-exchanges=1000` sets how many
/// the right one has to pass.
@Timeout(900)
class ExplorerTest {
    private static final double PATIENCE = 4;
    private static final int RIGHT_EXCHANGES = Integer.getInteger("tsunagi.right-exchanges", 12);
    private static final Set<Need> OFFERS = EnumSet.of(Need.CONSOLE, Need.DIAL, Need.PROCESS, Need.RESTART);
    private static final Scope ALL = new Scope(true);

    private static Explorer.Result explore(@Nullable Mutant mutant, int exchanges, Level level)
            throws InterruptedException, ExecutionException {
        Target target = RunningToy.target(mutant);
        return Explorer.of(
                        target,
                        OFFERS,
                        Conditions.of(mutant == null ? PATIENCE : 1),
                        EnumSet.range(Level.MUST, level),
                        new Unwatched())
                .explore(new Explorer.Bounds(1, exchanges, Duration.ofHours(3), 6));
    }

    @Test
    void theSameSeedIsTheSameExchange() {
        assertEquals(
                Transcript.of(Generator.exchange(3, OFFERS, ALL), ALL),
                Transcript.of(Generator.exchange(3, OFFERS, ALL), ALL));
    }

    /// Where PROTOCOL.md leaves open what must come, another exchange is drawn in its place: with
    /// these seeds the first draw does.
    @Test
    void everySeedGivesAnExchangeThatCanBeJudged() {
        long open = 0;
        for (long seed = 8; seed <= 11; seed++) {
            if (Transcript.of(Generator.exchange(seed, OFFERS, ALL), ALL) == null) open++;
            Exchange exchange = Explorer.exchange(seed, OFFERS, ALL);
            assertEquals(seed, exchange.seed());
            assertNotNull(Transcript.of(exchange, ALL), "seed " + seed);
        }
        assertTrue(open > 0);
    }

    /// The end of the first answer is open, because its snapshot may be late (2.3). The second one
    /// begins in the middle of the chain (8.1), so the same blocks could be either.
    @Test
    void anAnswerWithAnOpenEndIsOverBeforeTheNextOne() {
        List<Octets> blocks = new ArrayList<>();
        String parent = WireBlock.GENESIS_HASH;
        String third = "";
        for (int index = 1; index <= 4; index++) {
            WireBlock block = Mint.mined(WireBlock.draft(index, 0, parent, "block " + index));
            blocks.add(block.canonicalFrame());
            parent = block.hash();
            if (index == 3) third = block.hash();
        }
        Octets request = Octets.of("GET_CHAIN\n".getBytes(US_ASCII));
        Octets behind = Octets.of("GET_CHAIN 3:%s\n".formatted(third).getBytes(US_ASCII));
        Action begin = new Action.Send("A", blocks.subList(0, 2), List.of());
        List<Octets> late = List.of(request, blocks.get(2), blocks.get(3));
        List<Action> actions = List.of(
                new Action.Connect("A"),
                new Action.Connect("B"),
                begin,
                new Action.Send("A", late, List.of()),
                new Action.Send("A", List.of(behind), List.of()));
        String text = Objects.requireNonNull(Transcript.of(new Exchange(1, false, true, actions), ALL));
        List<String> steps = text.lines()
                .map(line -> line.replaceFirst("  #.*", ""))
                .filter(line -> line.startsWith("A -> ") || line.startsWith("node -> A"))
                .toList();
        assertEquals("node -> A  b1 b2 b3? b4?", steps.get(2), text);
        assertEquals(List.of("A -> node  GET_CHAIN", "node -> A  b1..b4"), steps.subList(3, 5), text);

        List<Octets> atOnce = new ArrayList<>(late);
        atOnce.add(behind);
        actions = List.of(
                new Action.Connect("A"), new Action.Connect("B"), begin, new Action.Send("A", atOnce, List.of()));
        assertNull(Transcript.of(new Exchange(1, false, true, actions), ALL));
    }

    @Test
    @Timeout(10_800)
    void aRightNodePasses() throws InterruptedException, ExecutionException {
        Explorer.Result result = explore(null, RIGHT_EXCHANGES, Level.SHOULD);
        assertEquals(Optional.empty(), result.failure().map(Played::transcript));
        assertEquals(
                List.of(), result.inconclusive().stream().map(Played::reason).toList());
        assertEquals(RIGHT_EXCHANGES, result.exchanges());
    }

    @Test
    void withoutForksMostExchangesAskForNothingThatTheChapterDoesNotKnow() {
        Scope chapter = new Scope(false);
        long inScope = LongStream.rangeClosed(1, 8)
                .mapToObj(seed -> Transcript.of(Generator.exchange(seed, OFFERS, chapter), chapter))
                .filter(Objects::nonNull)
                .filter(text -> Explorer.scenario(1, text).level() == Level.MUST)
                .count();
        assertTrue(inScope >= 6, inScope + " of 8");
    }

    /// Without its parent a block is an orphan, which the chapter does not know.
    @Test
    void whatIsShrunkOutOfScopeIsNotPlayed() {
        WireBlock parent = Mint.mined(WireBlock.draft(1, 0, WireBlock.GENESIS_HASH, "parent"));
        WireBlock child = Mint.mined(WireBlock.draft(2, 0, parent.hash(), "child"));
        Action.Send sent = new Action.Send("A", List.of(child.canonicalFrame()), List.of());
        Exchange orphan = new Exchange(1, false, true, List.of(new Action.Connect("A"), sent));
        assertNotNull(Transcript.of(orphan, ALL));
        assertNull(Transcript.of(orphan, new Scope(false)));
    }

    @ParameterizedTest
    @EnumSource(names = {"UPPER_CASE_HASH"})
    void aWrongNodeIsFoundAndWhatFailsIsShort(Mutant mutant) throws InterruptedException, ExecutionException {
        Played failure = explore(mutant, 12, Level.SHOULD).failure().orElseThrow();
        Scenario found = Explorer.scenario(failure.seed(), failure.transcript());
        assertTrue(found.steps().size() <= 10, failure.transcript());
        assertInstanceOf(
                Verdict.Failed.class,
                Player.play(found, RunningToy.target(mutant), 1).verdict());
        assertInstanceOf(
                Verdict.Passed.class,
                Player.play(found, RunningToy.target(null), PATIENCE).verdict());
    }
}
