package tsunagi.conformance.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;

/// Describes the scenarios of one implementation, for scripts that choose what to play.
///
/// @param name   what results call the implementation
/// @param target in the words of the user
public record Listing(String name, String target, List<Entry> entries) {
    /// The version of the format: members may be added to it, and none changes its meaning.
    static final String FORMAT = "tsunagi-scenarios-1";

    /// One scenario.
    ///
    /// @param skipped why a run would leave it out, if it would
    public record Entry(Scenario scenario, Optional<String> skipped) {}

    public Listing {
        entries = List.copyOf(entries);
    }

    /// All listings in one object.
    static String json(List<Listing> listings) {
        JsonText out = new JsonText();
        out.open('{').member("format").value(FORMAT).member("implementations").open('[');
        for (Listing listing : listings) {
            out.open('{').member("name").value(listing.name);
            out.member("target").value(listing.target);
            out.member("scenarios").open('[');
            for (Entry entry : listing.entries) entry(out, entry);
            out.close(']').close('}');
        }
        return out.close(']').close('}').text();
    }

    private static void entry(JsonText out, Entry entry) {
        Scenario scenario = entry.scenario();
        out.open('{').member("id").value(scenario.id());
        out.member("title").value(scenario.title());
        out.member("level").value(scenario.level().name());
        out.member("rules").values(scenario.rules());
        out.member("kills").values(scenario.kills());
        out.member("needs")
                .values(scenario.needs().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(Need::word)
                        .toList());
        out.member("nodes").value(Math.max(1, scenario.nodes().size()));
        out.member("waitsLong").value(scenario.waitsLong());
        entry.skipped().ifPresent(reason -> out.member("skipped").value(reason));
        out.close('}');
    }
}
