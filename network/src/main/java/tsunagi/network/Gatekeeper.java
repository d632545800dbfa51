package tsunagi.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tsunagi.network.core.Admission;
import tsunagi.network.core.Ban;
import tsunagi.network.core.Defence;
import tsunagi.network.core.Offence;
import tsunagi.network.core.Sentence;
import tsunagi.network.core.Standing;
import tsunagi.network.core.Throttle;
import tsunagi.protocol.Hash;

/// The node's [Defence] behind a lock of its own, which is held for no longer than it takes to
/// count: a flood of useless frames does not reach the lock that orders blocks.
final class Gatekeeper {
    private static final int NETWORK_BYTES = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PeerAddress, String> dialled = new ConcurrentHashMap<>();
    /// Where those peers are that the user asked for and left, as long as a
    /// connection to them is open.
    private final Map<PeerAddress, String> left = new ConcurrentHashMap<>();

    private final Throttle throttle = new Throttle();
    private final Defence defence;

    Gatekeeper(int places) {
        this.defence = new Defence(places, this::isExempt);
    }

    /// What is judged as one: an IPv4 address, or the /64 that one subscriber of IPv6 has.
    static String group(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) return PeerAddress.text(address);
        byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
        return HexFormat.of().formatHex(network) + "/64";
    }

    private boolean isExempt(String group) {
        if (dialled.containsValue(group)) return true;
        return !group.endsWith("/64") && InetAddress.ofLiteral(group).isLoopbackAddress();
    }

    private <T> T locked(Supplier<T> judging) {
        lock.lock();
        try {
            return judging.get();
        } finally {
            lock.unlock();
        }
    }

    Admission admit(InetAddress address) {
        return locked(() -> defence.admit(group(address), System.nanoTime()));
    }

    /// The user asked for this peer, and this is where it is at the moment.
    Standing dialled(PeerAddress peer, InetAddress address) {
        left.remove(peer);
        dialled.put(peer, group(address));
        return locked(() -> defence.dialled(group(address), System.nanoTime()));
    }

    void left(Standing standing) {
        lock.lock();
        try {
            defence.left(standing);
        } finally {
            lock.unlock();
        }
    }

    Sentence offended(Standing by, Offence offence, Supplier<Optional<Hash>> frame) {
        return locked(() -> defence.offended(by, offence, frame, System.nanoTime()));
    }

    /// How long a reader pauses that has spent time on something of no use.
    ///
    /// @param bytes how many it has read
    long pauseAfter(long spentNanos, int bytes) {
        return locked(() -> throttle.pauseAfter(spentNanos, bytes, System.nanoTime()));
    }

    /// The same for time in which nothing was waited for.
    long pauseAfterWork(long workNanos) {
        return locked(() -> throttle.pauseAfterWork(workNanos, System.nanoTime()));
    }

    boolean isBanned(Standing who) {
        return locked(() -> defence.isBanned(who, System.nanoTime()));
    }

    boolean mayTell(Standing of) {
        return locked(() -> defence.mayTell(of, System.nanoTime()));
    }

    long takeUntold() {
        return locked(defence::takeUntold);
    }

    int points(Standing of) {
        return locked(() -> defence.points(of, System.nanoTime()));
    }

    /// The user asks for this peer no more.
    void forget(PeerAddress peer) {
        String group = dialled.remove(peer);
        if (group != null) left.put(peer, group);
    }

    /// The user asks again for a peer that was [forgotten][#forget] and whose
    /// connection is open still.
    void remember(PeerAddress peer) {
        String group = left.remove(peer);
        if (group != null) dialled.put(peer, group);
    }

    /// The last connection to a peer that was [forgotten][#forget] has ended.
    void ended(PeerAddress peer) {
        left.remove(peer);
    }

    List<Ban> bans() {
        return locked(() -> defence.bans(System.nanoTime()));
    }

    boolean lift(String address) {
        return locked(() -> defence.lift(address));
    }
}
