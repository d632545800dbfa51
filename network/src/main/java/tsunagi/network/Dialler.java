package tsunagi.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Standing;

/// Keeps one outbound connection to one peer for as long as the node runs (5.1, 5.2).
final class Dialler {
    private final PeerAddress peer;
    private final Gatekeeper gate;
    private final Peers peers;
    private final LockedCore core;
    private final Threads lookUps;
    private final StopSignal stop;
    private final Set<SocketChannel> connecting = ConcurrentHashMap.newKeySet();
    private volatile boolean abandoned;
    private boolean ended;
    private long failures;

    /// @param lookUps runs name look-ups, which block a whole platform thread
    Dialler(PeerAddress peer, Gatekeeper gate, Peers peers, LockedCore core, Threads lookUps, StopSignal stop) {
        this.peer = peer;
        this.gate = gate;
        this.peers = peers;
        this.core = core;
        this.lookUps = lookUps;
        this.stop = stop;
    }

    /// Dials, serves and dials again until the node stops or the peer is not wanted any more.
    void run() {
        while (!hasEnded()) {
            try (SocketChannel socket = dial()) {
                failures = 0;
                InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
                Standing standing = gate.dialled(peer, remote.getAddress());
                // Whoever was left meanwhile is not exempt for ever.
                if (abandoned) gate.forget(peer);
                peers.serve(socket, Direction.OUTBOUND, peer.toString(), standing);
            } catch (IOException e) {
                if (stop.isGiven() || core.failStop().isFailed()) return;
                if (!abandoned) core.tell(new NodeEvent.DialFailed(peer, ++failures, why(e)));
            }
            if (!abandoned && stop.await(NetworkLimits.REDIAL_DELAY)) return;
        }
    }

    private synchronized boolean hasEnded() {
        ended = stop.isGiven() || abandoned;
        return ended;
    }

    /// Whether it is to dial again.
    boolean isWanted() {
        return !abandoned;
    }

    /// Takes it back that it was abandoned.
    ///
    /// @return false if it has ended by now
    synchronized boolean resume() {
        if (ended) return false;
        abandoned = false;
        return true;
    }

    private SocketChannel dial() throws IOException {
        InetSocketAddress address = lookUp();
        SocketChannel socket = SocketChannel.open();
        connecting.add(socket);
        try {
            if (stop.isGiven() || abandoned) throw new IOException(CloseReason.NODE_STOPPED.words());
            socket.socket().connect(address, (int) NetworkLimits.DIAL_TIMEOUT.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        } finally {
            connecting.remove(socket);
        }
    }

    private InetSocketAddress lookUp() throws IOException {
        FutureTask<InetSocketAddress> lookUp = new FutureTask<>(() -> new InetSocketAddress(peer.host(), peer.port()));
        lookUps.start("a look-up", lookUp);
        try {
            InetSocketAddress address = lookUp.get(NetworkLimits.DIAL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            if (address.isUnresolved()) throw new UnknownHostException("no such host");
            return address;
        } catch (TimeoutException e) {
            throw new IOException("looking up the name took too long", e);
        } catch (ExecutionException e) {
            throw new IOException("the name cannot be looked up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String why(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// Gives up an attempt that is under way, and makes no other.
    void abandon() {
        abandoned = true;
        for (SocketChannel socket : connecting) {
            try {
                socket.close();
            } catch (IOException e) {
                // The attempt has ended, which is all that was wanted.
            }
        }
    }
}
