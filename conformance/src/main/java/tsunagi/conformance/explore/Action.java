package tsunagi.conformance.explore;

import java.util.List;
import tsunagi.conformance.wire.Octets;

/// One thing that happens to a node in an exchange.
sealed interface Action {
    /// A peer dials the node.
    ///
    /// @param from the loopback address that it dials from; empty for the usual one
    record Connect(String peer, String from) implements Action {
        Connect(String peer) {
            this(peer, "");
        }
    }

    /// The connection that the node has dialled is lost, and the node dials again (5.2).
    record Redial(Way way) implements Action {}

    /// A peer sends frames.
    ///
    /// @param frames each with its LF
    /// @param cuts   places in all of their bytes at which a new write begins, rising
    record Send(String peer, List<Octets> frames, List<Integer> cuts) implements Action {
        public Send {
            frames = List.copyOf(frames);
            cuts = List.copyOf(cuts);
        }
    }

    /// A peer sends more than a frame may have (1.3), and the node closes the connection.
    ///
    /// @param before whole frames that come in the same write
    record Overflow(String peer, List<Octets> before, Octets bytes) implements Action {
        public Overflow {
            before = List.copyOf(before);
        }
    }

    /// A peer ends its connection.
    ///
    /// @param requests chain requests before a half-close, whose answers still come (1.5)
    /// @param tail     bytes of a frame that it never ends
    record Leave(String peer, int requests, Octets tail, Way way) implements Action {}

    /// How a connection ends.
    enum Way {
        CLOSES("closes"),
        RESETS("resets"),
        HALF_CLOSES("half-closes");

        final String word;

        Way(String word) {
            this.word = word;
        }
    }

    /// A line is typed.
    ///
    /// @param bytes without its LF
    record Type(Octets bytes) implements Action {}

    /// The node is ended and started again on its data.
    ///
    /// @param killed whether it is not asked before
    record Restart(boolean killed) implements Action {}
}
