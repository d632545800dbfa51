package tsunagi.conformance.script;

import org.jspecify.annotations.Nullable;

/// What the lines read so far have made of one peer. Each method returns why a
/// line cannot work, or null.
final class PeerState {
    private enum Line {
        NONE,
        OPEN,
        HALF_CLOSED,
        /// The peer ended it: it hears no more.
        ENDED,
        /// The node ended it, as an expectation says.
        CLOSED_BY_NODE,
        /// It ended with the node; frames that came before may still be in the queue.
        ENDED_WITH_NODE
    }

    private final String name;
    private Line line = Line.NONE;
    private boolean reads = true;
    private boolean listens;
    private String node = "";

    PeerState(String name) {
        this.name = name;
    }

    @Nullable
    String listen(boolean yes) {
        if (listens == yes) return name + (yes ? " listens already" : " does not listen");
        listens = yes;
        return null;
    }

    @Nullable
    String requireListening() {
        return listens ? null : "%s does not listen: 'listen %s' comes first".formatted(name, name);
    }

    /// A new connection.
    @Nullable
    String connect(String with) {
        if (line == Line.OPEN || line == Line.HALF_CLOSED) {
            return "%s has a connection already: end it first ('%s closes', or '-> %s closed')"
                    .formatted(name, name, name);
        }
        line = Line.OPEN;
        reads = true;
        node = with;
        return null;
    }

    @Nullable
    String send() {
        if (line == Line.HALF_CLOSED) return name + " has ended its sending side";
        return requireConnection();
    }

    private @Nullable String requireConnection() {
        return switch (line) {
            case OPEN, HALF_CLOSED -> null;
            case NONE -> name + " has no connection yet";
            case ENDED, CLOSED_BY_NODE, ENDED_WITH_NODE -> "the connection of " + name + " is over";
        };
    }

    @Nullable
    String act(Step.Action action) {
        String fault = requireConnection();
        if (fault != null) return fault;
        return switch (action) {
            case CLOSES, RESETS -> {
                line = Line.ENDED;
                yield null;
            }
            case HALF_CLOSES -> {
                if (line == Line.HALF_CLOSED) yield name + " has ended its sending side";
                line = Line.HALF_CLOSED;
                yield null;
            }
            case STOPS_READING -> {
                if (!reads) yield name + " does not read already";
                reads = false;
                yield null;
            }
            case READS_AGAIN -> {
                if (reads) yield name + " reads already";
                reads = true;
                yield null;
            }
        };
    }

    /// Whether it can hear what is expected, of the frames or the end that come to it.
    ///
    /// @param proven whether the node has to answer for it over this connection
    @Nullable
    String expect(boolean proven, boolean end) {
        boolean mayBeOver = line == Line.ENDED_WITH_NODE && !proven;
        String fault = mayBeOver ? null : requireConnection();
        if (fault != null) return fault;
        if (!reads) return "%s does not read: '%s reads-again' comes first".formatted(name, name);
        if (end) line = Line.CLOSED_BY_NODE;
        return null;
    }

    void nodeEnded(String ended) {
        boolean open = line == Line.OPEN || line == Line.HALF_CLOSED;
        if (open && node.equals(ended)) line = Line.ENDED_WITH_NODE;
    }
}
