package tsunagi.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
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
    private int next;

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
                // An address that was left meanwhile is not exempt for ever.
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

    /// Tries the addresses of the name in turn. The next attempt begins after
    /// those that this one tried.
    private SocketChannel dial() throws IOException {
        List<InetAddress> addresses = lookUp();
        long deadline = System.nanoTime() + NetworkLimits.DIAL_TIMEOUT.toNanos();
        int tries = Math.min(addresses.size(), NetworkLimits.MAX_ADDRESSES_DIALLED);
        List<String> refusals = new ArrayList<>();
        for (int left = tries; left > 0; left--) {
            InetAddress address = addresses.get(Math.floorMod(next, addresses.size()));
            long wait = Math.max(1, TimeUnit.NANOSECONDS.toMillis((deadline - System.nanoTime()) / left));
            try {
                return connect(new InetSocketAddress(address, peer.port()), (int) wait);
            } catch (IOException e) {
                next++;
                if (tries == 1) throw e;
                refusals.add(PeerAddress.text(address) + ": " + why(e));
            }
        }
        throw new IOException(String.join(", ", refusals));
    }

    private SocketChannel connect(InetSocketAddress address, int millis) throws IOException {
        SocketChannel socket = SocketChannel.open();
        connecting.add(socket);
        try {
            if (stop.isGiven() || abandoned) throw new IOException(CloseReason.NODE_STOPPED.words());
            socket.socket().connect(address, millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        } finally {
            connecting.remove(socket);
        }
    }

    private List<InetAddress> lookUp() throws IOException {
        FutureTask<List<InetAddress>> lookUp = new FutureTask<>(() -> List.of(InetAddress.getAllByName(peer.host())));
        lookUps.start("a look-up", lookUp);
        try {
            return lookUp.get(NetworkLimits.DIAL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("looking up the name took too long", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) throw new UnknownHostException("no such host");
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
