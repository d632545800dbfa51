package tsunagi.network;

import java.util.Optional;
import tsunagi.chain.AddResult;
import tsunagi.chain.Tip;
import tsunagi.network.core.NodeCore;

/// Chooses the events for blocks that found their places.
final class PlacedEvents {
    private PlacedEvents() {}

    /// The event to tell, if there is one.
    static Optional<NodeEvent> of(Connection from, NodeCore.Placed placed, Tip tip) {
        AddResult result = placed.result();
        return switch (result) {
            case AddResult.Joined joined -> Optional.of(new NodeEvent.BlockJoined(from.name(), joined, tip));
            case AddResult.Staged staged -> Optional.empty();
            case AddResult.SideBranch side -> notJoined(from, placed);
            case AddResult.Orphan orphan -> notJoined(from, placed);
            case AddResult.Rejected rejected -> notJoined(from, placed);
            case AddResult.Duplicate duplicate -> Optional.empty();
        };
    }

    private static Optional<NodeEvent> notJoined(Connection from, NodeCore.Placed placed) {
        if (!from.mayTell()) return Optional.empty();
        return Optional.of(new NodeEvent.BlockNotJoined(from.name(), placed.index(), placed.result()));
    }
}
