package tsunagi.simulation.invariant;

import java.util.Set;
import tsunagi.network.core.CloseReason;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;

/// Whatever others do, an honest peer is never closed for something that it did (5.4): if there is
/// no room, the peer that holds most of it pays.
public final class OnlyTheGreedyAreClosed implements Invariant {
    private static final Set<CloseReason> ACCUSATIONS = Set.of(
            CloseReason.TOO_MANY_REQUESTS,
            CloseReason.MISBEHAVED,
            CloseReason.FRAME_TOO_LONG,
            CloseReason.FRAME_TOO_SLOW);

    private final Set<String> honest;

    /// @param honest what the names of honest hosts begin with
    public OnlyTheGreedyAreClosed(String... honest) {
        this.honest = Set.of(honest);
    }

    @Override
    public void closed(SimulatedNode node, NodeConnection connection, CloseReason reason) {
        boolean isHonest = honest.stream().anyMatch(connection.peer()::startsWith);
        if (isHonest && ACCUSATIONS.contains(reason)) {
            throw new Violation(
                    name(), node.name() + " closes the honest " + connection + ", because " + reason.words());
        }
    }
}
