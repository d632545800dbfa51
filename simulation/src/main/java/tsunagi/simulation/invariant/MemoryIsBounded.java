package tsunagi.simulation.invariant;

import tsunagi.network.core.Footprint;
import tsunagi.network.core.NetworkLimits;
import tsunagi.simulation.node.NodeConnection;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.node.Software;

/// Whatever others do, a node holds no more than its limits say.
public final class MemoryIsBounded implements Invariant {
    @Override
    public void ticked(SimulatedNode node) {
        Footprint held = node.footprint();
        atMost(node, "changes of origin", held.originRuns(), NetworkLimits.MAX_ORIGIN_RUNS);
        atMost(node, "runs of returned blocks", held.returnedRuns(), NetworkLimits.MAX_RETURNED_RUNS);
        atMost(node, "runs that peers have still to be sent", held.backlogRuns(), Software.SESSIONS.backlogRuns());
        atMost(node, "answers waiting", held.answers(), Math.max(Software.SESSIONS.answers(), held.sessions()));
        atMost(node, "answers waiting for one peer", held.pendingAnswers(), Software.SESSIONS.answersOfOne());
        atMost(node, "sessions", held.sessions(), node.connections().size());
        for (NodeConnection connection : node.connections()) {
            atMost(node, "bytes to write to one peer", connection.pendingBytes(), NetworkLimits.MAX_PIECE_BYTES);
        }
    }

    private void atMost(SimulatedNode node, String what, long held, long limit) {
        if (held > limit) {
            throw new Violation(name(), node.name() + " holds " + held + " " + what + ", more than " + limit);
        }
    }
}
