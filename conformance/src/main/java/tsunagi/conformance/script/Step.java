package tsunagi.conformance.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that the player does or waits for.
public sealed interface Step {
    /// The line it stands on, from 1.
    int line();

    /// Whether the node is judged here, by what it does or leaves undone.
    default boolean isExpectation() {
        return this instanceof Expect
                || this instanceof Converged
                || this instanceof CarriedOnce
                || this instanceof Linked
                || this instanceof Accept;
    }

    record StartNode(int line, String node, List<String> dials) implements Step {
        public StartNode {
            dials = List.copyOf(dials);
        }
    }

    record Listen(int line, String peer) implements Step {}

    record Unlisten(int line, String peer) implements Step {}

    record Accept(int line, String peer, Timing timing) implements Step {}

    /// A peer connects to a node.
    ///
    /// @param from where the peer's end is bound, or null for what the system chooses
    /// @param at   the address at which the node is dialled, or null for the usual one
    record Dial(
            int line,
            String peer,
            String node,
            @Nullable Origin from,
            @Nullable String at) implements Step {}

    /// The address, and perhaps the port number, that a peer dials from.
    ///
    /// @param portOf the peer whose port number it shares, or null for a port that the system chooses
    record Origin(String address, @Nullable String portOf) {}

    /// A peer writes.
    ///
    /// @param segments what is written at once, one after another
    /// @param bytewise whether every byte is written on its own instead
    record Send(int line, String peer, String node, List<Bytes> segments, boolean bytewise) implements Step {
        public Send {
            segments = List.copyOf(segments);
        }
    }

    /// A node has to do something at a peer.
    ///
    /// @param span where the expectation itself stands on its line, without timing and comment
    record Expect(int line, String node, String peer, Expectation expectation, Timing timing, Span span)
            implements Step {}

    /// A stretch of a line, in characters from 0, the end excluded.
    record Span(int from, int to) {}

    record PeerAction(int line, String peer, Action action) implements Step {}

    /// What a peer does with its connection.
    enum Action {
        CLOSES("closes"),
        HALF_CLOSES("half-closes"),
        RESETS("resets"),
        STOPS_READING("stops-reading"),
        READS_AGAIN("reads-again");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// The console writes.
    ///
    /// @param text what to write, an LF to be added; null to end the node's input
    record Console(int line, String node, @Nullable Template text) implements Step {}

    record Stop(int line, String node) implements Step {}

    record Kill(int line, String node) implements Step {}

    record Restart(int line, String node) implements Step {}

    record Cut(int line, String one, String other) implements Step {}

    record Heal(int line, String one, String other) implements Step {}

    /// Cuts every link between the one side and the other.
    record Partition(int line, List<String> one, List<String> other) implements Step {
        public Partition {
            one = List.copyOf(one);
            other = List.copyOf(other);
        }
    }

    /// Heals every link that is cut.
    record HealAll(int line) implements Step {}

    record Pause(int line, String node) implements Step {}

    record Resume(int line, String node) implements Step {}

    /// What a node sends is late and gets lost from now on.
    ///
    /// @param delay       of each packet
    /// @param lossPercent of packets, 0 … 100
    record Netem(int line, String node, Duration delay, int lossPercent) implements Step {}

    record Linked(int line, String one, String other, Timing timing) implements Step {}

    /// Nodes come to agree.
    ///
    /// @param chain names of blocks; null for "whatever it is, as long as it is the same"
    record Converged(int line, List<String> nodes, @Nullable List<String> chain, Timing timing) implements Step {
        public Converged {
            nodes = List.copyOf(nodes);
            chain = chain == null ? null : List.copyOf(chain);
        }
    }

    record CarriedOnce(int line, String one, String other, String block) implements Step {}
}
