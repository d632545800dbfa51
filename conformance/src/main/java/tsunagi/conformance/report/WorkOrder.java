package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.verdict.Judgement;

/// Says where to begin when many scenarios fail: nearly all others use what the first ones test.
final class WorkOrder {
    private static final int MANY = 10;
    private static final List<String> ORDER = List.of(
            "messages/", "gossip/not-back-to-sender", "json/", "blocks/", "gossip/", "console/", "connections/");

    /// One sentence, or none where few fail.
    ///
    /// @param hasFirst whether the first check has found something, which comes before all else
    static String of(List<Judgement> failures, boolean hasFirst) {
        if (failures.size() < MANY) return "";
        List<String> ids =
                failures.stream().map(one -> one.outcome().scenario().id()).toList();
        List<String> places = new ArrayList<>();
        for (String place : ORDER) {
            if (ids.stream().anyMatch(id -> id.startsWith(place)))
                places.add(place.endsWith("/") ? place + "*" : place);
        }
        if (places.isEmpty()) return "";
        return (hasFirst ? "Begin with what the first check found, then " : "Begin with ")
                + String.join(", then ", places.subList(0, Math.min(3, places.size())))
                + ": most other scenarios use what these test.";
    }

    private WorkOrder() {}
}
