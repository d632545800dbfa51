package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import tsunagi.chain.AddResult;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Step;

/// Watches nodes. Is called after each event; may look at the node, and must not change it.
public interface Witness {
    /// Blocks joined the node's active chain.
    default void joined(SimulatedNode node, AddResult.Joined result) throws IOException {}

    /// The node mined a block, and takes it for part of its chain.
    default void mined(SimulatedNode node) throws IOException {}

    /// The node has written this stretch of its log to a peer.
    ///
    /// @param frames whole frames
    default void sent(SimulatedNode node, NodeConnection to, Step.Stream stream, ByteBuffer frames) {}

    /// A peer asked the node for its chain.
    default void asked(SimulatedNode node, NodeConnection by) {}

    /// A peer has closed its sending side (1.5).
    default void inputEnded(SimulatedNode node, NodeConnection by) {}

    /// The node has closed a connection.
    default void closed(SimulatedNode node, NodeConnection connection, CloseReason reason) {}

    /// The node has looked at its clock.
    default void ticked(SimulatedNode node) throws IOException {}

    /// The power is about to go, or the process to be killed; the disks are as they are.
    default void goingDown(SimulatedNode node) {}

    /// The node has started from its disks.
    default void started(SimulatedNode node) throws IOException {}
}
