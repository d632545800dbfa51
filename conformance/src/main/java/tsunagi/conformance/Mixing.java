package tsunagi.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;

/// Shares the places of scenarios with several nodes out between the target and its partners.
final class Mixing {
    private Mixing() {}

    /// What a scenario is played with.
    ///
    /// @param patience what every time that its nodes are given is multiplied by
    record Part(Scenario scenario, Target target, double patience) {
        /// The names of those that share the network with the target.
        List<String> others() {
            if (!(target instanceof Target.Mixed mixed)) return List.of();
            return mixed.places().values().stream()
                    .map(Target.Member::name)
                    .filter(name -> !name.equals(Target.Member.UNDER_TEST))
                    .distinct()
                    .toList();
        }

        /// The id of the scenario without its players.
        String base() {
            return Scenario.name(scenario.id());
        }

        /// Which implementation plays which node; empty if all nodes are of one.
        ///
        /// @param judged the name of the one that is under test
        Map<String, String> places(String judged) {
            Map<String, String> places = new LinkedHashMap<>();
            if (!(target instanceof Target.Mixed mixed)) return places;
            mixed.places().forEach((node, member) -> {
                boolean isJudged = member.name().equals(Target.Member.UNDER_TEST);
                places.put(node, isJudged ? judged : member.name());
            });
            return places;
        }
    }

    /// All scenarios with the target alone, and each that has several nodes also with each partner,
    /// twice: the places go by turns to the two, and each of them begins once.
    static List<Part> parts(List<Scenario> scenarios, Target target, List<Target.Member> partners) {
        return parts(scenarios, new Target.Member(Target.Member.UNDER_TEST, target), partners);
    }

    /// The same for a target that needs more time than others.
    static List<Part> parts(List<Scenario> scenarios, Target.Member own, List<Target.Member> partners) {
        List<Part> parts = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            parts.add(new Part(scenario, own.target(), own.patience()));
            List<String> nodes = scenario.nodes();
            if (nodes.size() < 2) continue;
            for (Target.Member partner : partners) {
                parts.add(mixed(scenario, nodes, own, partner));
                parts.add(mixed(scenario, nodes, partner, own));
            }
        }
        return parts;
    }

    /// One of the ways to share the places out, in turn by a number. With partners, networks of the
    /// target alone are one of them.
    static Part inTurn(long number, Scenario scenario, Target.Member own, List<Target.Member> partners) {
        List<Part> ways = parts(List.of(scenario), own, partners);
        return ways.get((int) Math.floorMod(number, (long) ways.size()));
    }

    private static Part mixed(Scenario scenario, List<String> nodes, Target.Member first, Target.Member second) {
        Map<String, Target.Member> places = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) places.put(nodes.get(i), i % 2 == 0 ? first : second);
        double patience = Math.max(first.patience(), second.patience());
        return new Part(scenario.playedBy(first.name(), second.name()), new Target.Mixed(places), patience);
    }
}
