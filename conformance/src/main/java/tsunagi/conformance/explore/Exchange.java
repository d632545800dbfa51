package tsunagi.conformance.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What peers and the console do to one fresh node, one after another.
///
/// @param seed     that draws it again
/// @param listener whether the node dials a peer, L
/// @param readsBack whether another peer asks for the chain in the end
/// @param actions  in their order; those that can't happen any more are left out when it is played
record Exchange(long seed, boolean listener, boolean readsBack, List<Action> actions) implements Drawn {
    /// The peer that listens.
    static final String DIALLED = "L";

    Exchange {
        actions = List.copyOf(actions);
    }

    Exchange named(long other) {
        return new Exchange(other, listener, readsBack, actions);
    }

    Exchange with(List<Action> others) {
        return new Exchange(seed, listener, readsBack, others);
    }

    Exchange withoutListener() {
        return new Exchange(seed, false, readsBack, actions);
    }

    /// It ends with the last thing that is expected of its actions.
    Exchange withoutReadingBack() {
        return new Exchange(seed, listener, false, actions);
    }

    @Override
    public @Nullable String transcript(Scope scope) {
        return Transcript.of(this, scope);
    }

    @Override
    public int weight() {
        return ShorterExchanges.weight(this);
    }

    @Override
    public List<Drawn> shorter() {
        return List.copyOf(ShorterExchanges.of(this));
    }
}
