package tsunagi.conformance.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tsunagi.conformance.wire.Octets;

/// One transcript.
///
/// @param id     path under `golden/` without the ending
/// @param rules  of PROTOCOL.md, such as `4.1`
/// @param kills  mutants that must fail it
/// @param names  the defined bytes, in the order of their definition
/// @param source the file's lines
public record Scenario(
        String id,
        String title,
        Level level,
        List<String> rules,
        List<String> kills,
        Set<Need> needs,
        Map<String, Octets> names,
        List<Step> steps,
        List<String> source) {
    /// Name of the node of a scenario that declares none.
    public static final String DEFAULT_NODE = "node";

    static final String CHAIN_END_RULE = "8.2";

    /// Stands between the name of a scenario and those of the implementations that play it.
    private static final char PLAYED_BY = '@';

    /// Whether the end of an answer (8.2) is judged, and not set aside.
    public boolean judgesChainEnd() {
        return rules.contains(CHAIN_END_RULE);
    }

    public Scenario {
        rules = List.copyOf(rules);
        kills = List.copyOf(kills);
        needs = Set.copyOf(needs);
        steps = List.copyOf(steps);
        source = List.copyOf(source);
    }

    /// The nodes that it starts by name, in their order.
    public List<String> nodes() {
        return steps.stream()
                .filter(step -> step instanceof Step.StartNode)
                .map(step -> ((Step.StartNode) step).node())
                .distinct()
                .toList();
    }

    /// The same, played by two implementations together. Its id names them.
    public Scenario playedBy(String first, String second) {
        String mixed = "%s%s%s+%s".formatted(id, PLAYED_BY, first, second);
        return new Scenario(mixed, title, level, rules, kills, needs, names, steps, source);
    }

    /// The name of the scenario that an id means, without those who play it.
    public static String name(String id) {
        int end = id.indexOf(PLAYED_BY);
        return end < 0 ? id : id.substring(0, end);
    }

    /// Whether it has a line that may wait longer than lines do without a timing.
    public boolean waitsLong() {
        return longWaits().isPositive();
    }

    /// How long the lines may wait that may wait longer than lines do without a timing, in all.
    public Duration longWaits() {
        return steps.stream()
                .map(Step::longest)
                .filter(longest -> longest.compareTo(Timing.DEFAULT.within()) > 0)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// The words of a line, without its comment and needless space.
    public String words(int number) {
        return line(number).replaceFirst("\\s#.*", "").strip().replaceAll("\\s+", " ");
    }

    /// A line of the file, numbered from 1.
    public String line(int number) {
        return source.get(number - 1);
    }
}
