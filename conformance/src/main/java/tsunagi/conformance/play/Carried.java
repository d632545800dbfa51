package tsunagi.conformance.play;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// A block that one connection of a link may carry once in each direction.
record Carried(String name, Octets block, Traffic traffic) {
    /// What is wrong if it crossed too often, else null.
    @Nullable
    String excess(List<Long> convergences) {
        for (Traffic.Way way : Traffic.Way.values()) {
            int count = traffic.count(way, block);
            if (count > traffic.allowed(way, block, convergences)) {
                return "%s crossed the link %s times one way".formatted(name, count);
            }
        }
        return null;
    }

    boolean crossed() {
        return traffic.count(Traffic.Way.FORTH, block) + traffic.count(Traffic.Way.BACK, block) > 0;
    }
}
