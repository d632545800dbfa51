package tsunagi.conformance.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.explore.Explorer.Played;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Intermission;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;

/// Networks that are drawn, played by toys.
@Timeout(900)
class NetworkTest {
    private static final Set<Need> OFFERS = EnumSet.allOf(Need.class);
    private static final Scope ALL = new Scope(true);

    @Test
    void theSameSeedIsTheSameNetwork() {
        assertEquals(
                Explorer.network(7, OFFERS, ALL).transcript(ALL),
                Explorer.network(7, OFFERS, ALL).transcript(ALL));
    }

    @Test
    void everySeedGivesATranscriptAndAllKindsOfMovesAreDrawn() {
        Set<String> verbs = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        for (long seed = 1; seed <= 60; seed++) {
            Network network = Explorer.network(seed, OFFERS, ALL);
            String text = Objects.requireNonNull(network.transcript(ALL), "seed " + seed);
            sizes.add(network.dials().size());
            for (Step step : Explorer.scenario(seed, text).steps())
                verbs.add(step.getClass().getSimpleName());
            network.moves().forEach(move -> verbs.add(move.getClass().getSimpleName()));
        }
        assertEquals(Set.of(2, 3, 4, 5), sizes);
        assertTrue(
                verbs.containsAll(Set.of(
                        "Join",
                        "Give",
                        "Mumble",
                        "Ask",
                        "Type",
                        "Leave",
                        "Kill",
                        "Split",
                        "Restore",
                        "Linked",
                        "Tie",
                        "Blackout")),
                verbs::toString);
    }

    /// The chapter has no branches.
    @Test
    void withoutForksNothingLeavesAChain() {
        Scope chapter = new Scope(false);
        for (long seed = 1; seed <= 30; seed++) {
            String text = String.valueOf(Explorer.network(seed, OFFERS, chapter).transcript(chapter));
            assertTrue(text.contains("level   MUST"), text);
            assertFalse(text.contains("partition"), text);
        }
    }

    /// What is left is lighter, and can be played or is left out.
    @Test
    void shorterNetworksHaveLessToRead() {
        for (long seed = 1; seed <= 5; seed++) {
            Network network = Explorer.network(seed, OFFERS, ALL);
            List<Drawn> shorter = network.shorter();
            assertTrue(shorter.size() > network.moves().size());
            for (Drawn one : shorter) {
                assertTrue(one.weight() < network.weight());
                String text = one.transcript(ALL);
                if (text != null) Explorer.scenario(seed, text);
            }
        }
    }

    /// Places go by turns to two toys.
    private static Outcome play(Scenario scenario, @Nullable Mutant other, double patience) {
        List<Target.Member> members = List.of(
                new Target.Member("one", RunningToy.target(null)),
                new Target.Member("other", RunningToy.target(other)));
        Map<String, Target.Member> places = new TreeMap<>();
        for (String node : scenario.nodes()) places.put(node, members.get(places.size() % 2));
        return Player.play(scenario, new Target.Mixed(places), Conditions.of(patience), Intermission.HERE);
    }

    @Test
    void rightNodesPass() throws Exception {
        Explorer.Result result = Explorer.ofNetworks(
                        (seed, scenario) -> play(scenario, null, 2),
                        OFFERS,
                        EnumSet.range(Level.MUST, Level.SHOULD),
                        new Unwatched())
                .explore(new Explorer.Bounds(1, 10, Duration.ofMinutes(10), 6));
        assertEquals("", result.failure().map(Played::transcript).orElse(""));
        assertEquals(
                List.of(), result.inconclusive().stream().map(Played::reason).toList());
        assertEquals(10, result.exchanges());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_RELAY",
                "KEEPS_OWN_BRANCH",
                "RELAYS_INBOUND_ONLY",
                "TIES_TO_LOWER_HASH",
                "TIES_TO_YOUNGER_TIP",
                "STARTS_ON_FIRST_BRANCH",
                "LOGS_ITS_FIRST_RUN_ONLY"
            })
    void aWrongPartnerIsFound(Mutant mutant) {
        for (long seed = 1; seed <= 60; seed++) {
            String text =
                    Objects.requireNonNull(Explorer.network(seed, OFFERS, ALL).transcript(ALL));
            Verdict verdict = play(Explorer.scenario(seed, text), mutant, 0.5).verdict();
            if (verdict instanceof Verdict.Failed) return;
        }
        fail(mutant + " passes 60 networks");
    }
}
