package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Traffic.Way;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.wire.Frames;

/// The way from one node to another that it dials: a proxy that relays bytes, counts frames and
/// can be cut. It has at most one connection that counts as present: the newest, while both
/// ends keep their side open.
final class Link implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;

    /// What the log of the wire says of a new connection.
    static final String CONNECTED = "connected";
    static final String CLOSED = "closed the connection";
    static final String TOO_LONG = "sent 4096 bytes without an LF";

    final String dialler;
    final String accepter;
    private final InetSocketAddress accepterAddress;
    private final ServerSocket server;
    private final WireLog wire;
    private final Environment names;
    private final Form form;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Pair> open = new HashSet<>();
    private final Lag diallersLag = new Lag();
    private final Lag acceptersLag = new Lag();
    private @Nullable Pair present;
    private boolean cut;

    /// Both halves of one connection, and what crossed it.
    private final class Pair {
        final Socket near;
        final Socket far;
        final Traffic traffic = new Traffic();
        final long upSince = System.nanoTime();
        final Pipe forth;
        final Pipe back;
        /// Guarded by the lock.
        boolean diallerSpoke;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
            this.forth = new Pipe(far, diallersLag, fate(accepter));
            this.back = new Pipe(near, acceptersLag, fate(dialler));
        }

        void start() {
            Readers.start(dialler + " to " + accepter, () -> pump(near, forth, dialler, accepter, Way.FORTH));
            Readers.start(accepter + " to " + dialler, () -> pump(far, back, accepter, dialler, Way.BACK));
        }

        private Pipe.Fate fate(String receiver) {
            return new Pipe.Fate() {
                @Override
                public void ended() {
                    if (near.isOutputShutdown() && far.isOutputShutdown()) over(Pair.this);
                }

                @Override
                public void broken() {
                    forget(Pair.this, receiver);
                    over(Pair.this);
                }
            };
        }

        void pump(Socket from, Pipe to, String sender, String receiver, Way way) {
            Inbox frames = new Inbox(frame -> {
                wire.data(sender, receiver, frame, names.nameOf(frame));
                traffic.crossed(way, form.read(frame));
                if (way == Way.FORTH) diallerSpoke(this);
                return null;
            });
            byte[] buffer = new byte[8192];
            int unended = 0;
            try {
                for (int length; (length = from.getInputStream().read(buffer)) >= 0; ) {
                    frames.push(buffer, length);
                    for (int i = 0; i < length; i++) {
                        unended = buffer[i] == '\n' ? 0 : unended + 1;
                        if (unended == Frames.MAX_BYTES) wire.event(sender, receiver, TOO_LONG);
                    }
                    to.write(buffer, length);
                }
                forget(this, sender);
                to.end();
            } catch (IOException e) {
                forget(this, sender);
                over(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                over(this);
            }
        }
    }

    /// @param here where the dialling node reaches the player
    Link(
            String dialler,
            String accepter,
            InetAddress here,
            InetSocketAddress accepterAddress,
            WireLog wire,
            Environment names,
            Form form)
            throws IOException {
        this.dialler = dialler;
        this.accepter = accepter;
        this.accepterAddress = accepterAddress;
        this.wire = wire;
        this.names = names;
        this.form = form;
        this.server = Ports.listenAnywhere(here);
        Thread.ofVirtual().name("link " + dialler + " " + accepter).start(this::accept);
    }

    /// The address that the dialling node gets.
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    boolean joins(String one, String other) {
        return (dialler.equals(one) && accepter.equals(other)) || (dialler.equals(other) && accepter.equals(one));
    }

    /// The node at its other end; null if the one that is given is not at any.
    @Nullable
    String otherEnd(String node) {
        if (node.equals(dialler)) return accepter;
        return node.equals(accepter) ? dialler : null;
    }

    /// Makes what one of its ends sends late and lossy from now on; zeros end that.
    void spoil(String sender, Duration delay, int lossPercent) {
        (sender.equals(dialler) ? diallersLag : acceptersLag).set(delay, lossPercent);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket near) {
        Socket far = new Socket();
        try {
            if (isCut()) throw new IOException("cut");
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Ports.connect(far, accepterAddress, CONNECT_MILLIS);
            Pair pair = new Pair(near, far);
            if (!become(pair)) throw new IOException("cut");
            wire.event(dialler, accepter, CONNECTED);
            pair.start();
        } catch (IOException e) {
            close(near);
            close(far);
        }
    }

    private boolean become(Pair pair) {
        lock.lock();
        try {
            if (cut) return false;
            open.add(pair);
            present = pair;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    private void over(Pair pair) {
        // First, so that nobody takes the closing of the sockets for a node's.
        lock.lock();
        try {
            open.remove(pair);
            if (present == pair) present = null;
        } finally {
            lock.unlock();
        }
        pair.forth.close();
        pair.back.close();
        close(pair.near);
        close(pair.far);
    }

    /// A connection of which one end is gone is none that is up.
    private void forget(Pair pair, String sender) {
        lock.lock();
        try {
            if (present != pair) return;
            present = null;
            if (cut) return;
            wire.event(sender, sender.equals(dialler) ? accepter : dialler, CLOSED);
        } finally {
            lock.unlock();
        }
    }

    private void diallerSpoke(Pair pair) {
        lock.lock();
        try {
            pair.diallerSpoke = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void cut(boolean yes) {
        List<Pair> pairs;
        lock.lock();
        try {
            cut = yes;
            pairs = List.copyOf(open);
        } finally {
            lock.unlock();
        }
        if (yes) pairs.forEach(this::over);
    }

    /// Waits until there is a connection; false if there is none by then.
    boolean awaitUp(Deadline deadline) {
        return await(deadline, () -> present != null);
    }

    /// The System.nanoTime since which the present connection is up; the present if there is none.
    long upSince() {
        lock.lock();
        try {
            return present == null ? System.nanoTime() : present.upSince;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the dialling node has sent its first frame (2.4) on the present
    /// connection: then it knows of it.
    boolean awaitDiallersFirstFrame(Deadline deadline) {
        return await(deadline, () -> present != null && present.diallerSpoke);
    }

    private boolean await(Deadline deadline, BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (deadline.isOver()) return false;
                changed.awaitNanos(deadline.nanosToWait());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// What crossed the present connection.
    Optional<Traffic> traffic() {
        lock.lock();
        try {
            return Optional.ofNullable(present).map(pair -> pair.traffic);
        } finally {
            lock.unlock();
        }
    }

    private static void close(Socket socket) {
        try {
            Forks.close(socket);
        } catch (IOException e) {
            // Nothing was to be written any more.
        }
    }

    @Override
    public void close() throws IOException {
        Forks.close(server);
        cut(true);
    }
}
