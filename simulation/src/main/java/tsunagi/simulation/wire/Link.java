package tsunagi.simulation.wire;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.simulation.time.Agenda;

/// An address that one host dials for as long as it runs (5.1, 5.2), and the way there.
public final class Link {
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Quality quality;
    private final Host dialler;
    private final Host listener;
    private @Nullable Socket current;
    private boolean severed;
    private long attempt;
    private long bytesBefore;

    public Link(Agenda agenda, RandomGenerator random, Quality quality, Host dialler, Host listener) {
        this.agenda = agenda;
        this.random = random;
        this.quality = quality;
        this.dialler = dialler;
        this.listener = listener;
    }

    public Host dialler() {
        return dialler;
    }

    public Host listener() {
        return listener;
    }

    /// The dialling host has started, or may dial again: it tries now and, as long as it fails,
    /// every [NetworkLimits#REDIAL_DELAY].
    public void dial() {
        long mine = ++attempt;
        agenda.after(quality.latencyNanos(), () -> connect(mine));
    }

    private void connect(long mine) throws IOException {
        if (mine != attempt || !dialler.isUp()) return;
        if (severed || !listener.isUp()) {
            redial();
            return;
        }
        count();
        Socket near = Socket.connect(agenda, random, quality);
        current = near;
        listener.connected(near.other(), Direction.INBOUND, this);
        dialler.connected(near, Direction.OUTBOUND, this);
    }

    /// The dialling host's connection has ended.
    public void redial() {
        long mine = ++attempt;
        agenda.after(NetworkLimits.REDIAL_DELAY.toNanos(), () -> connect(mine));
    }

    /// The connection that there is, if there is one, is lost, and each end notices when it does.
    ///
    /// @param longestNanos until the later one notices
    public void breakOff(long longestNanos) {
        if (current == null) return;
        current.breakOff(random.nextLong(longestNanos), random.nextLong(longestNanos));
    }

    /// One of the two ends reads nothing for a while.
    public void holdUp(boolean atListener, long nanos) {
        if (current == null) return;
        (atListener ? current : current.other()).holdUp(nanos);
    }

    /// No connection until it is healed.
    public void sever(long longestNanos) {
        severed = true;
        breakOff(longestNanos);
    }

    public void heal() {
        severed = false;
    }

    public boolean isSevered() {
        return severed;
    }

    private void count() {
        if (current != null)
            bytesBefore += current.bytesWritten() + current.other().bytesWritten();
    }

    /// What ever went over it, both ways, in bytes.
    public long bytes() {
        return bytesBefore
                + (current == null
                        ? 0
                        : current.bytesWritten() + current.other().bytesWritten());
    }
}
