package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;

/// Two implementations in one network: a failure is laid at the door of the one that is wrong.
@Timeout(180) // what is wrong is waited for
class MixedNetworksTest {
    private static final Judgement.Terms TERMS =
            new Judgement.Terms(ExpectedFailures.none(), EnumSet.allOf(Level.class), Set.of());
    private static final Target RIGHT = RunningToy.target(null);
    private static final List<String> SCENARIOS =
            List.of("gossip/line", "sync/late-joiner", "sync/line-heals-after-a-cut");

    private static List<Scenario> golden() throws IOException {
        return Golden.read(Path.of("../golden")).scenarios();
    }

    private static List<Judgement> played(Target target, Target partner) throws Exception {
        List<Scenario> scenarios = golden().stream()
                .filter(scenario -> SCENARIOS.contains(scenario.id()))
                .toList();
        assertEquals(SCENARIOS.size(), scenarios.size());
        List<Mixing.Part> parts = Mixing.parts(scenarios, target, List.of(new Target.Member("zig", partner))).stream()
                .filter(part -> part.target() instanceof Target.Mixed)
                .toList();
        assertEquals(2 * SCENARIOS.size(), parts.size());
        return new Suite(Conditions.of(1), parts.size(), TERMS)
                .play(parts, outcome -> {}).stream()
                        .map(outcome -> Judgement.of(outcome, TERMS))
                        .toList();
    }

    @Test
    void twoThatAreRightPass() throws Exception {
        for (Judgement one : played(RIGHT, RIGHT)) assertEquals(Judgement.Kind.PASSED, one.kind(), one::reason);
    }

    /// One of each kind: relay, sync, forks, dialling again.
    @ParameterizedTest
    @EnumSource(names = {"NO_RELAY", "RELAY_TWICE", "ASKS_NOTHING", "KEEPS_OWN_BRANCH", "DIALS_ONCE"})
    void theFaultIsThePartnersWhoeverIsUnderTest(Mutant wrong) throws Exception {
        Target target = RunningToy.target(wrong);
        Set<String> whose = new TreeSet<>();
        for (Judgement one : played(RIGHT, target)) collect(one, "zig", Judgement.Kind.PARTNERS_FAULT, whose);
        assertFalse(whose.isEmpty(), "nothing failed");
        whose.clear();
        for (Judgement one : played(target, RIGHT)) collect(one, "target", Judgement.Kind.FAILED, whose);
        assertFalse(whose.isEmpty(), "nothing failed");
    }

    private static void collect(Judgement one, String wrong, Judgement.Kind kind, Set<String> whose) {
        if (one.outcome().verdict() instanceof Verdict.Passed) return;
        String id = one.outcome().scenario().id();
        assertEquals(kind, one.kind(), () -> id + ": " + one.reason() + "; " + one.fault());
        assertEquals(wrong, one.fault().orElseThrow().implementation(), () -> id + ": " + one.fault());
        whose.add(id);
    }

    @Test
    void aPlaceIsGivenToEachInTurn() throws Exception {
        List<Scenario> line = golden().stream()
                .filter(scenario ->
                        scenario.id().equals("gossip/line") || scenario.id().equals("gossip/relay"))
                .toList();
        List<String> shown = new ArrayList<>();
        for (Mixing.Part part : Mixing.parts(line, RIGHT, List.of(new Target.Member("zig", RIGHT)))) {
            shown.add(part.scenario().id()
                    + part.target().implementation("N2").map(" N2="::concat).orElse(""));
        }
        assertTrue(shown.contains("gossip/line@target+zig N2=zig"), shown::toString);
        assertTrue(shown.contains("gossip/line@zig+target N2=target"), shown::toString);
        assertTrue(shown.contains("gossip/line"), shown::toString);
    }

    @Test
    void whatOnePartnerLacksIsSkippedWithItsName() {
        Target.Command deaf = new Target.Command(List.of("node", "{port}"));
        Target.Mixed mixed = new Target.Mixed(
                Map.of("N1", new Target.Member("target", RIGHT), "N2", new Target.Member("zig", deaf)));
        assertFalse(mixed.offers().contains(Need.DIAL));
        assertTrue(mixed.lacks(Need.DIAL).startsWith("zig: the command has no {peers}"), mixed.lacks(Need.DIAL));
    }
}
