package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Defect;
import tsunagi.conformance.toy.Frailty;
import tsunagi.conformance.toy.Freedom;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;

/// Two implementations in one network: a failure is laid at the door of the one that is wrong.
@Timeout(180) // what is wrong is waited for
class MixedNetworksTest {
    private static final Judgement.Terms TERMS =
            new Judgement.Terms(ExpectedFailures.NONE, ExpectedFailures.NONE, EnumSet.allOf(Level.class), Set.of());
    private static final Target RIGHT = RunningToy.target(null);
    /// Ends connections where 1.6 allows it.
    private static final Target STRICT = RunningToy.target(Freedom.CLOSES_AT_THE_1000TH_BAD);
    /// One of each kind: relay, sync, forks, dialling again, and what shows before the other node
    /// runs, or after the last line.
    private static final List<Mutant> WRONG = List.of(
            Mutant.NO_RELAY,
            Mutant.RELAY_TWICE,
            Mutant.ASKS_NOTHING,
            Mutant.KEEPS_OWN_BRANCH,
            Mutant.DIALS_ONCE,
            Mutant.SAYS_NOTHING,
            Mutant.CLOSES_AT_ONCE,
            Mutant.ECHO_TO_SENDER,
            Mutant.SENDS_WHITE_SPACE,
            Mutant.UPPER_CASE_HASH);

    private static final int AT_ONCE = 20;

    /// A part of what is said of those that fail each time.
    private static final Map<Frailty, String> SHOWN = Map.of(
            Frailty.RELAYS_LONG_LINES, "sent 4096 bytes without an LF",
            Frailty.RELAYS_AFTER_3000_LINES, "bad frames",
            Frailty.RELAYS_AFTER_8_S, "did not pass it on",
            Frailty.FALLS_SILENT, "does not answer",
            Frailty.MINES_LINES_TWICE, "another block of a line",
            Frailty.STARTS_WITH_A_BLOCK, "neither a peer nor a typed line",
            Frailty.MINES_BY_ITSELF, "neither a peer nor a typed line");

    private static final List<String> SCENARIOS =
            List.of("gossip/line", "gossip/triangle", "gossip/star", "sync/late-joiner", "sync/line-heals-after-a-cut");

    private static List<Scenario> golden() throws IOException {
        return Golden.read(Path.of("../golden")).scenarios();
    }

    /// The scenarios as a target and its partner play them.
    private static List<Mixing.Part> mixed(Target target, Target partner) throws IOException {
        return mixed(SCENARIOS, target, partner);
    }

    private static List<Mixing.Part> mixed(List<String> ids, Target target, Target partner) throws IOException {
        List<Scenario> scenarios = golden().stream()
                .filter(scenario -> ids.contains(scenario.id()))
                .toList();
        assertEquals(ids.size(), scenarios.size());
        return Mixing.parts(scenarios, target, List.of(new Target.Member("zig", partner))).stream()
                .filter(part -> part.target() instanceof Target.Mixed)
                .toList();
    }

    private static List<Judgement> played(List<Mixing.Part> parts) throws InterruptedException, ExecutionException {
        return new Suite(Conditions.of(1), AT_ONCE, TERMS)
                .play(parts, outcome -> {}).stream()
                        .map(outcome -> Judgement.of(outcome, TERMS))
                        .toList();
    }

    @Test
    void twoThatAreRightPass() throws Exception {
        for (Judgement one : played(mixed(RIGHT, RIGHT))) assertEquals(Judgement.Kind.PASSED, one.kind(), one::reason);
    }

    @Test
    void theFaultIsThePartnersWhoeverIsUnderTest() throws Exception {
        List<Mixing.Part> parts = new ArrayList<>();
        for (Mutant wrong : WRONG) {
            parts.addAll(mixed(RIGHT, RunningToy.target(wrong)));
            parts.addAll(mixed(RunningToy.target(wrong), RIGHT));
        }
        List<Judgement> played = played(parts);
        for (int i = 0; i < WRONG.size(); i++) {
            int each = 2 * SCENARIOS.size();
            List<Judgement> asPartner = played.subList(2 * i * each, (2 * i + 1) * each);
            List<Judgement> asTarget = played.subList((2 * i + 1) * each, (2 * i + 2) * each);
            laidAt("zig", Judgement.Kind.PARTNERS_FAULT, WRONG.get(i), asPartner);
            laidAt(Target.Member.UNDER_TEST, Judgement.Kind.FAILED, WRONG.get(i), asTarget);
        }
    }

    /// Slow nodes, and nodes that fall silent, show late and in many ways. A node that shows less
    /// than it has is at fault too, also for blocks that it mined.
    @Test
    @Timeout(900) // most of these networks wait until the time of a step is over
    void aFrailPartnerIsNotHeldAgainstTheOtherNode() throws Exception {
        List<String> scenarios = List.of(
                "gossip/line",
                "gossip/triangle",
                "console/mined-blocks-spread",
                "sync/late-joiner",
                "sync/line-heals-after-a-cut");
        List<Defect> frail = new ArrayList<>(List.of(Frailty.values()));
        Defect.all().stream()
                .filter(one -> one.id().equals("answers-at-most-1"))
                .forEach(frail::add);
        List<Mixing.Part> parts = new ArrayList<>();
        List<Defect> partners = new ArrayList<>();
        for (Defect one : frail) {
            List<Mixing.Part> networks = mixed(scenarios, STRICT, RunningToy.target(one));
            parts.addAll(networks);
            partners.addAll(Collections.nCopies(networks.size(), one));
        }
        List<Judgement> played = played(parts);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++)
            if (!isLaidAtThePartner(played.get(i), parts.get(i), partners.get(i)))
                wrong.add("%s, %s: %s; %s; %s"
                        .formatted(
                                partners.get(i),
                                parts.get(i).scenario().id(),
                                played.get(i).kind(),
                                played.get(i).reason(),
                                played.get(i).fault()));
        assertEquals(List.of(), wrong);
        for (Map.Entry<Frailty, String> one : SHOWN.entrySet()) {
            List<String> reasons = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++)
                if (partners.get(i) == one.getKey())
                    played.get(i).fault().ifPresent(fault -> reasons.add(fault.reason()));
            assertTrue(
                    reasons.stream().anyMatch(reason -> reason.contains(one.getValue())),
                    () -> one.getKey() + ": " + reasons);
        }
    }

    private static boolean isLaidAtThePartner(Judgement one, Mixing.Part part, Defect frail) {
        if (one.kind() == Judgement.Kind.PASSED) return true;
        Fault fault = one.fault().orElse(null);
        return one.kind() == Judgement.Kind.PARTNERS_FAULT
                && fault != null
                && fault.implementation().equals("zig")
                && part.target().implementation(fault.node()).equals(Optional.of("zig"))
                && frail != Frailty.ANSWERS_AFTER_500_MS;
    }

    /// No rule says how soon an answer begins, and the player has 5 s for a frame.
    @Test
    void aSlowNodeIsNotWrong() throws Exception {
        Target slow = RunningToy.target(Frailty.ANSWERS_AFTER_500_MS);
        List<String> scenarios = List.of(
                "gossip/line",
                "gossip/ring",
                "gossip/triangle",
                "gossip/star",
                "gossip/to-every-peer",
                "gossip/answers-are-gossiped",
                "messages/acceptor-is-silent",
                "messages/other-kinds-are-unknown",
                "sync/late-joiner");
        List<Mixing.Part> parts = new ArrayList<>(mixed(SCENARIOS, RIGHT, slow));
        for (Scenario scenario : golden())
            if (scenarios.contains(scenario.id())) parts.addAll(Mixing.parts(List.of(scenario), slow, List.of()));
        for (Judgement one : played(parts))
            assertEquals(
                    Judgement.Kind.PASSED, one.kind(), one.outcome().scenario().id() + ": " + one.reason());
    }

    private static void laidAt(String whose, Judgement.Kind kind, Mutant wrong, List<Judgement> played) {
        boolean failed = false;
        for (Judgement one : played) {
            if (one.outcome().verdict() instanceof Verdict.Passed) continue;
            String what =
                    "%s, %s: %s; %s".formatted(wrong, one.outcome().scenario().id(), one.reason(), one.fault());
            assertEquals(kind, one.kind(), what);
            assertEquals(whose, one.fault().orElseThrow().implementation(), what);
            failed = true;
        }
        assertTrue(failed, () -> wrong + " passes all, as " + whose);
    }

    /// The shard of a network is made of its places, in every process alike.
    @Test
    void placesStandInTheOrderOfTheNodes() throws Exception {
        List<Scenario> nine = golden().stream()
                .filter(scenario -> scenario.nodes().size() > 8)
                .toList();
        for (Mixing.Part part : Mixing.parts(nine, RIGHT, List.of(new Target.Member("zig", RIGHT)))) {
            if (part.others().isEmpty()) continue;
            assertEquals(
                    part.scenario().nodes(), List.copyOf(part.places("mine").keySet()));
        }
        assertFalse(nine.isEmpty());
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
    void whatAPartnerLacksIsSkippedWithItsNameAndNotHeldAgainstTheTarget() throws Exception {
        Target deaf = new Target.Command(List.of("node", "{port}"));
        for (Judgement one : played(mixed(RIGHT, deaf))) {
            assertEquals(Judgement.Kind.LEFT_OUT, one.kind());
            assertTrue(one.reason().startsWith("zig: the command has no {peers}"), one::reason);
        }
        for (Judgement one : played(mixed(deaf, RIGHT))) {
            assertEquals(Judgement.Kind.SKIPPED, one.kind());
            assertTrue(one.reason().startsWith("target: the command has no {peers}"), one::reason);
        }
    }
}
