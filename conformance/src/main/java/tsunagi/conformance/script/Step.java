package tsunagi.conformance.script;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thing that the player does or waits for.
public sealed interface Step {
    /// The line it stands on, from 1.
    int line();

    Verb verb();

    /// What a target must offer for this line.
    default Set<Need> needs() {
        return verb().needs();
    }

    /// Whether the node is judged here, by what it does or leaves undone.
    default boolean isExpectation() {
        return verb().judges();
    }

    /// How long a right node may make this step last; zero for a step that waits for nothing.
    default Duration longest() {
        return Duration.ZERO;
    }

    /// A step with a time in which something has to happen.
    sealed interface Timed extends Step {
        Timing timing();

        @Override
        default Duration longest() {
            return timing().within();
        }
    }

    record StartNode(int line, String node, List<String> dials) implements Step {
        public StartNode {
            dials = List.copyOf(dials);
        }

        @Override
        public Verb verb() {
            return Verb.NODE;
        }

        @Override
        public Set<Need> needs() {
            return dials.isEmpty() ? Set.of() : Set.of(Need.DIAL);
        }
    }

    record Listen(int line, String peer) implements Step {
        @Override
        public Verb verb() {
            return Verb.LISTEN;
        }
    }

    record Unlisten(int line, String peer) implements Step {
        @Override
        public Verb verb() {
            return Verb.UNLISTEN;
        }
    }

    record Accept(int line, String peer, Timing timing) implements Timed {
        @Override
        public Verb verb() {
            return Verb.ACCEPT;
        }
    }

    /// A peer connects to a node.
    ///
    /// @param from where the peer's end is bound, or null for what the system chooses
    /// @param at   the address at which the node is dialled, or null for the usual one
    record Dial(
            int line,
            String peer,
            String node,
            @Nullable Origin from,
            @Nullable String at) implements Step {
        @Override
        public Verb verb() {
            return Verb.DIAL;
        }

        @Override
        public Set<Need> needs() {
            return from == null && at == null ? Set.of() : Set.of(Need.ADDRESSES);
        }
    }

    /// A peer writes.
    ///
    /// @param segments what is written at once, one after another
    /// @param bytewise whether every byte is written on its own instead
    record Send(int line, String peer, String node, List<Bytes> segments, boolean bytewise) implements Step {
        public Send {
            segments = List.copyOf(segments);
        }

        @Override
        public Verb verb() {
            return Verb.SEND;
        }
    }

    /// A node has to do something at a peer.
    ///
    /// @param span where the expectation itself stands on its line, without timing and comment
    record Expect(int line, String node, String peer, Expectation expectation, Timing timing, Span span)
            implements Timed {
        @Override
        public Verb verb() {
            return Verb.EXPECT;
        }

        @Override
        public Duration longest() {
            Duration least = expectation instanceof Expectation.Nothing nothing ? nothing.atLeast() : Duration.ZERO;
            return least.compareTo(timing.within()) > 0 ? least : timing.within();
        }
    }

    /// A stretch of a line, in characters from 0, the end excluded.
    record Span(int from, int to) {}

    record PeerAction(int line, String peer, Action action) implements Step {
        @Override
        public Verb verb() {
            return Verb.PEER;
        }
    }

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
    /// @param text     what to write, an LF to be added unless the input ends; null for nothing
    /// @param bytewise whether every byte is written on its own
    /// @param ends     whether the node's input ends
    record Console(int line, String node, @Nullable Template text, boolean bytewise, boolean ends) implements Step {
        @Override
        public Verb verb() {
            return Verb.CONSOLE;
        }
    }

    record Stop(int line, String node) implements Step {
        @Override
        public Verb verb() {
            return Verb.STOP;
        }
    }

    record Kill(int line, String node) implements Step {
        @Override
        public Verb verb() {
            return Verb.KILL;
        }
    }

    record Restart(int line, String node) implements Step {
        @Override
        public Verb verb() {
            return Verb.RESTART;
        }
    }

    record Cut(int line, String one, String other) implements Step {
        @Override
        public Verb verb() {
            return Verb.CUT;
        }
    }

    record Heal(int line, String one, String other) implements Step {
        @Override
        public Verb verb() {
            return Verb.HEAL;
        }
    }

    /// Cuts every link between the one side and the other.
    record Partition(int line, List<String> one, List<String> other) implements Step {
        public Partition {
            one = List.copyOf(one);
            other = List.copyOf(other);
        }

        @Override
        public Verb verb() {
            return Verb.PARTITION;
        }
    }

    /// Heals every link that is cut.
    record HealAll(int line) implements Step {
        @Override
        public Verb verb() {
            return Verb.HEAL;
        }
    }

    record Pause(int line, String node) implements Step {
        @Override
        public Verb verb() {
            return Verb.PAUSE;
        }
    }

    record Resume(int line, String node) implements Step {
        @Override
        public Verb verb() {
            return Verb.RESUME;
        }
    }

    /// What a node sends is late and gets lost from now on.
    ///
    /// @param delay       of each packet
    /// @param lossPercent of packets, 0 … 100
    record Netem(int line, String node, Duration delay, int lossPercent) implements Step {
        boolean isOff() {
            return delay.isZero() && lossPercent == 0;
        }

        @Override
        public Verb verb() {
            return Verb.NETEM;
        }
    }

    record Linked(int line, String one, String other, Timing timing) implements Timed {
        @Override
        public Verb verb() {
            return Verb.LINKED;
        }
    }

    /// Nodes come to agree.
    ///
    /// @param chain names of blocks; null for "whatever it is, as long as it is the same"
    record Converged(int line, List<String> nodes, @Nullable List<String> chain, Timing timing) implements Timed {
        public Converged {
            nodes = List.copyOf(nodes);
            chain = chain == null ? null : List.copyOf(chain);
        }

        @Override
        public Verb verb() {
            return Verb.CONVERGED;
        }
    }

    record CarriedOnce(int line, String one, String other, String block) implements Step {
        @Override
        public Verb verb() {
            return Verb.LINK;
        }
    }

    /// Nobody connects to a listening peer.
    ///
    /// @param time from the beginning of the step on; real time, never scaled
    record NotDialled(int line, String peer, Duration time) implements Step {
        @Override
        public Verb verb() {
            return Verb.NOT_DIALLED;
        }

        @Override
        public Duration longest() {
            return time;
        }
    }
}
