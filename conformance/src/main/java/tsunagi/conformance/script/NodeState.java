package tsunagi.conformance.script;

import org.jspecify.annotations.Nullable;

/// What the lines read so far have made of one node. Each method returns why a
/// line cannot work, or null.
final class NodeState {
    private enum Life {
        RUNS,
        PAUSED,
        ENDED
    }

    private final String name;
    private Life life = Life.RUNS;
    private boolean inputEnded;
    private boolean networkSpoilt;

    NodeState(String name) {
        this.name = name;
    }

    /// For what a node does itself.
    @Nullable
    String requireRunning() {
        return switch (life) {
            case RUNS -> null;
            case PAUSED -> name + " is paused: 'resume " + name + "' comes first";
            case ENDED -> name + " has ended: 'restart " + name + "' comes first";
        };
    }

    /// For what the system does in a paused node's place.
    @Nullable
    String requireNotEnded() {
        return life == Life.ENDED ? requireRunning() : null;
    }

    @Nullable
    String stop() {
        String fault = requireRunning();
        return fault == null ? kill() : fault;
    }

    @Nullable
    String kill() {
        String fault = requireNotEnded();
        if (fault != null) return fault;
        if (networkSpoilt) return "the network of %s is spoilt: 'netem %s off' comes first".formatted(name, name);
        life = Life.ENDED;
        return null;
    }

    @Nullable
    String restart() {
        if (life != Life.ENDED) return name + " has not ended: 'stop' or 'kill' comes first";
        life = Life.RUNS;
        inputEnded = false;
        return null;
    }

    @Nullable
    String pause() {
        String fault = requireRunning();
        if (fault == null) life = Life.PAUSED;
        return fault;
    }

    @Nullable
    String resume() {
        if (life != Life.PAUSED) return name + " is not paused";
        life = Life.RUNS;
        return null;
    }

    @Nullable
    String console(boolean end) {
        String fault = requireNotEnded();
        if (fault != null) return fault;
        if (inputEnded) return "the input of " + name + " has ended";
        inputEnded = end;
        return null;
    }

    @Nullable
    String netem(boolean off) {
        String fault = requireNotEnded();
        if (fault != null) return fault;
        if (off && !networkSpoilt) return "the network of " + name + " is not spoilt";
        networkSpoilt = !off;
        return null;
    }
}
