package tsunagi.conformance.explore;

import java.util.List;
import java.util.Set;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// What happens in a network. Nodes are counted from 0; the transcript calls the first one N1.
sealed interface Move {
    /// A peer dials a node.
    record Join(String peer, int node) implements Move {}

    /// A peer sends blocks in one write. They make its node's chain longer.
    record Give(String peer, List<WireBlock> blocks) implements Move {
        public Give {
            blocks = List.copyOf(blocks);
        }
    }

    /// A peer sends a branch as long as its node's chain in one write, and asks for the chain.
    record Tie(String peer, List<WireBlock> blocks) implements Move {
        public Tie {
            blocks = List.copyOf(blocks);
        }
    }

    /// All peers go, all nodes are killed, and one is started and asked alone. So it cannot get
    /// from the others what it has lost. It gets blocks, is killed, started and asked once more.
    /// Then the others are started.
    ///
    /// @param blocks on the chain of all; none where no node dials the first one, because the
    ///     others would not ask for them (2.4)
    record Blackout(int first, List<WireBlock> blocks) implements Move {
        public Blackout {
            blocks = List.copyOf(blocks);
        }
    }

    /// A peer sends a frame that has to be dropped.
    record Mumble(String peer, Octets frame) implements Move {}

    /// A peer asks for the chain.
    record Ask(String peer) implements Move {}

    /// A line is typed at a node.
    record Type(int node, String line) implements Move {}

    /// A peer goes away.
    record Leave(String peer, boolean resets) implements Move {}

    /// From here on, some links are down. One outage ends before the next one begins.
    sealed interface Outage extends Move {
        /// The nodes on one side of the links that are down.
        Set<Integer> apart();

        /// Whether a link between two nodes is still there.
        boolean leaves(int one, int other);
    }

    /// A node ends.
    record Kill(int node) implements Outage {
        @Override
        public Set<Integer> apart() {
            return Set.of(node);
        }

        @Override
        public boolean leaves(int one, int other) {
            return one != node && other != node;
        }
    }

    /// Some nodes lose their links with all others.
    record Split(Set<Integer> apart) implements Outage {
        public Split {
            apart = Set.copyOf(apart);
        }

        @Override
        public boolean leaves(int one, int other) {
            return apart.contains(one) == apart.contains(other);
        }
    }

    /// The outage ends: the node is started again, or the links are there again.
    record Restore() implements Move {}
}
