package tsunagi.conformance.toy;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What wrong toys keep of a connection when it is over, or share among all. A right toy keeps
/// nothing.
final class ToyMemory {
    private static final byte[] NOTHING = new byte[0];
    private static final int MOST_DROPPED = 1_000;
    private static final int MOST_WAITING = 2_560;

    private final Trait trait;
    private final Map<String, byte[]> tails = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> unsent = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> crossed = new ConcurrentHashMap<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private volatile boolean busy;
    private volatile List<ToyBlock> firstChain = List.of();

    ToyMemory(Trait trait) {
        this.trait = trait;
    }

    private static String place(Socket socket, boolean outbound) {
        InetSocketAddress there = (InetSocketAddress) socket.getRemoteSocketAddress();
        return there.getAddress() + (outbound ? ":" + there.getPort() : "");
    }

    private boolean keepsTails(boolean outbound) {
        return trait.is(outbound ? StateMutant.TAIL_BELONGS_TO_THE_DIALLED : StateMutant.TAIL_BELONGS_TO_THE_ADDRESS);
    }

    /// What a new connection begins with before its first byte has come.
    byte[] tail(Socket socket, boolean outbound) {
        byte[] tail = keepsTails(outbound) ? tails.remove(place(socket, outbound)) : null;
        return tail == null ? NOTHING : tail;
    }

    void lost(Socket socket, boolean outbound, byte[] tail) {
        if (keepsTails(outbound) && tail.length > 0) tails.put(place(socket, outbound), tail);
    }

    /// What a new connection sends before anything else.
    List<byte[]> unsent(Socket socket, boolean outbound) {
        if (!outbound || !trait.is(StateMutant.CARRIES_WHAT_IS_UNSENT)) return List.of();
        List<byte[]> frames = unsent.remove(place(socket, true));
        return frames == null ? List.of() : frames;
    }

    void lostUnsent(Socket socket, boolean outbound, Collection<byte[]> frames) {
        if (outbound && trait.is(StateMutant.CARRIES_WHAT_IS_UNSENT))
            unsent.put(place(socket, true), List.copyOf(frames));
    }

    /// Hashes of the blocks that have crossed a new connection.
    Set<String> crossed(Socket socket, boolean outbound) {
        if (!outbound || !trait.is(StateMutant.CROSSED_BELONGS_TO_THE_DIALLED)) return new HashSet<>();
        return crossed.computeIfAbsent(place(socket, true), there -> new HashSet<>());
    }

    /// Whether one more dropped frame is one too many.
    boolean isFedUp() {
        return dropped.incrementAndGet() >= MOST_DROPPED && trait.is(StateMutant.COUNTS_DROPPED_FRAMES_OF_ALL);
    }

    /// Whether no more requests are answered: there were too many at once.
    boolean isBusy(List<ToyPeer> peers) {
        if (peers.stream().mapToInt(ToyPeer::waiting).sum() > MOST_WAITING) busy = true;
        return busy && trait.is(StateMutant.COUNTS_REQUESTS_OF_ALL);
    }

    /// The chain that a locator names the blocks of.
    List<ToyBlock> located(List<ToyBlock> chain) {
        if (firstChain.size() < 2) firstChain = chain;
        return firstChain;
    }
}
