package tsunagi.conformance.toy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Relays blocks some time after they joined, and not those that have left the chain by then
/// ([Freedom#RELAYS_LATE]). Guarded by the node's lock.
final class ToyLateGossip {
    private static final long LATER_NANOS = 300_000_000;

    private record Owed(ToyBlock block, @Nullable ToyPeer from, List<ToyPeer> peers) {}

    private final ToyNode node;
    private final ToyGossip gossip;
    private final List<Owed> owed = new ArrayList<>();

    ToyLateGossip(ToyNode node, ToyGossip gossip) {
        this.node = node;
        this.gossip = gossip;
    }

    /// Those that connect later get none of them (4.1).
    void relay(List<ToyBlock> blocks, @Nullable ToyPeer from, List<ToyPeer> peers) {
        if (blocks.isEmpty()) return;
        if (owed.isEmpty()) Thread.startVirtualThread(this::flushLater);
        for (ToyBlock block : blocks) owed.add(new Owed(block, from, List.copyOf(peers)));
    }

    private void flushLater() {
        LockSupport.parkNanos(LATER_NANOS);
        synchronized (node) {
            List<ToyBlock> active = node.active();
            for (Owed one : owed) {
                if (active.contains(one.block())) gossip.relay(List.of(one.block()), one.from(), one.peers());
            }
            owed.clear();
        }
    }
}
