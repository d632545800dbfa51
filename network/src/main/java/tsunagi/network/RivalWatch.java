package tsunagi.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.RivalBranch;
import tsunagi.network.NodeEvent.RivalPhase;
import tsunagi.network.core.NetworkLimits;

/// Notices when rivals begin, grow and end, so that people see why a node downloads
/// and its chain stands still.
///
/// [#look] is called under the lock that orders blocks; [#views] by anybody.
final class RivalWatch {
    private final Map<Long, Watched> watched = new TreeMap<>();
    private volatile List<RivalView> views = List.of();

    private record Watched(RivalView view, long toldAt) {}

    /// The peer that caused what happened.
    ///
    /// @param highest the highest block that it has sent
    record Sender(PeerName name, long highest) {}

    /// The rivals that there are.
    List<RivalView> views() {
        return views;
    }

    /// Compares the rivals that there are with those that there were.
    ///
    /// @param sender   nothing if time has passed and no peer is the cause
    /// @param tip      height of the active chain
    /// @param isSwitch whether a rival has just become the active chain
    /// @return the events to report
    List<NodeEvent> look(List<RivalBranch> rivals, @Nullable Sender sender, long tip, boolean isSwitch, long now) {
        if (rivals.isEmpty() && watched.isEmpty()) return List.of();
        List<NodeEvent> events = new ArrayList<>();
        watched.entrySet().removeIf(entry -> {
            boolean isThere = rivals.stream().anyMatch(rival -> rival.number() == entry.getKey());
            if (!isThere) events.add(ended(entry.getValue().view(), tip, isSwitch));
            return !isThere;
        });
        for (RivalBranch rival : rivals) look(rival, sender, tip, now).ifPresent(events::add);
        views = watched.values().stream().map(Watched::view).toList();
        return events;
    }

    private static NodeEvent ended(RivalView last, long tip, boolean isSwitch) {
        boolean taken = isSwitch && last.height() <= tip;
        return new NodeEvent.Rival(last, taken ? RivalPhase.TAKEN : RivalPhase.LEFT);
    }

    private Optional<NodeEvent> look(RivalBranch rival, @Nullable Sender sender, long tip, long now) {
        Watched before = watched.get(rival.number());
        if (before == null) {
            if (sender == null) return Optional.empty();
            return Optional.of(told(rival.number(), view(rival, sender, tip), RivalPhase.BEGAN, now));
        }
        RivalView last = before.view();
        boolean grew = rival.height() != last.height();
        RivalView view = grew && sender != null
                ? view(rival, sender, tip)
                : new RivalView(last.from(), last.forkIndex(), rival.height(), tip + 1, last.announced());
        if (grew && now - before.toldAt() >= NetworkLimits.RIVAL_LINE_INTERVAL.toNanos()) {
            return Optional.of(told(rival.number(), view, RivalPhase.GROWS, now));
        }
        watched.put(rival.number(), new Watched(view, before.toldAt()));
        return Optional.empty();
    }

    private NodeEvent told(long number, RivalView view, RivalPhase phase, long now) {
        watched.put(number, new Watched(view, now));
        return new NodeEvent.Rival(view, phase);
    }

    private static RivalView view(RivalBranch rival, Sender sender, long tip) {
        return new RivalView(sender.name(), rival.forkIndex(), rival.height(), tip + 1, sender.highest());
    }
}
