package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.wire.Json;

/// Reads what was not as expected out of a report that [JsonReport] wrote.
public final class FailedBefore {
    /// What a text turned out to be.
    public sealed interface Result permits Ids, NoReport {}

    /// The scenarios that make a run red or leave it open, in their order.
    public record Ids(List<String> ids) implements Result {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    public record NoReport(String reason) implements Result {}

    private static final List<String> PLAYED_AGAIN = List.of(
            JsonReport.word(Judgement.Kind.FAILED),
            JsonReport.word(Judgement.Kind.UNEXPECTED_PASS),
            JsonReport.word(Judgement.Kind.INCONCLUSIVE));

    public static Result of(String text) {
        if (!(Json.read(text) instanceof Json.Members report)) return new NoReport("it is no JSON object");
        if (!JsonReport.FORMAT.equals(text(report, "format"))) {
            return new NoReport("its format is not " + JsonReport.FORMAT);
        }
        if (!(report.members().get("scenarios") instanceof Json.Array scenarios)) {
            return new NoReport("it has no list of scenarios");
        }
        List<String> ids = new ArrayList<>();
        for (Json element : scenarios.elements()) {
            if (!(element instanceof Json.Members scenario)) return new NoReport("a scenario is no object");
            String id = text(scenario, "id");
            if (id == null) return new NoReport("a scenario has no id");
            if (PLAYED_AGAIN.contains(String.valueOf(text(scenario, "judgement")))) ids.add(id);
        }
        return new Ids(ids);
    }

    private static @Nullable String text(Json.Members members, String name) {
        return members.members().get(name) instanceof Json.Text text ? text.value() : null;
    }

    private FailedBefore() {}
}
