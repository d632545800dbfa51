package tsunagi.conformance.explore;

import java.util.HashSet;
import java.util.Set;

/// One connection. A peer that connects again is another one (4.1).
final class Peer {
    final String name;
    /// Blocks that the node has gossiped here, or had first from here.
    final Set<String> crossed = new HashSet<>();
    /// Blocks that the peer may know in another way: from an answer, or because it sent them too.
    final Set<String> shown = new HashSet<>();
    /// Whether the node has asked here before (2.4, 3.7), so that a further
    /// question may come at any time.
    boolean asked;
    boolean halfClosed;
    /// How often it has asked for the chain.
    int requests;

    Peer(String name) {
        this.name = name;
    }
}
