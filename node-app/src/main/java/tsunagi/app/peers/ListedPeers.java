package tsunagi.app.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import tsunagi.app.words.Counted;
import tsunagi.app.words.IoReason;
import tsunagi.network.Node;
import tsunagi.network.PeerAddress;

/// Dials the peers of a list and those of the flags, and follows the list as it changes.
///
/// The newest list that could be read is kept in the data directory, so a start without network
/// knows whom to dial. A list that cannot be read changes nothing.
public final class ListedPeers implements Closeable {
    private static final String CACHE = "peers.list";

    private final URI url;
    private final Node node;
    private final Optional<Path> cache;
    private final Logger log;
    private final ListFetch fetch;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<PeerAddress> listed = new HashSet<>();

    /// Follows nothing by itself.
    ListedPeers(URI url, Node node, Optional<Path> directory, Logger log, Duration deadline) {
        this.fetch = new ListFetch(deadline);
        this.url = url;
        this.node = node;
        this.cache = directory.map(place -> place.resolve(CACHE));
        this.log = log;
    }

    /// Starts to follow a list. The network is waited for on a thread of its own.
    ///
    /// @param directory where to keep the newest list, if anywhere
    public static ListedPeers follow(URI url, Node node, Optional<Path> directory, Logger log) {
        ListedPeers peers = new ListedPeers(url, node, directory, log, PeerListLimits.FETCH_DEADLINE);
        // Names are looked up, which would keep a virtual thread's carrier from others.
        Thread.ofPlatform().daemon().name("peer-list").start(peers::run);
        return peers;
    }

    private void run() {
        try {
            restore();
            Duration pause;
            do {
                pause = refresh() ? PeerListLimits.REFRESH_INTERVAL : PeerListLimits.RETRY_INTERVAL;
            } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Dials whom the list that was kept names.
    void restore() {
        cached().ifPresent(this::take);
    }

    /// Fetches the list and does as it says.
    ///
    /// @return whether there was one
    boolean refresh() throws InterruptedException {
        try {
            PeerList list = fetch.fetch(url);
            take(list);
            if (list.ignored() > 0) {
                log.warn(
                        "{} of the list of peers at {} not used: {}",
                        Counted.of(list.ignored(), "entry"),
                        server() + (list.ignored() == 1 ? " is" : " are"),
                        harmless(list.first()));
            }
            keep(list);
            return true;
        } catch (IOException e) {
            if (closed.getCount() > 0) {
                log.warn("no list of peers from {}: {}; the node keeps the peers that it has", server(), why(e));
            }
            return false;
        }
    }

    /// Host and port. The rest of a URL may hold a password.
    private String server() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static String why(IOException e) {
        return harmless(IoReason.of(e));
    }

    /// The server may have chosen the words, and they are shown to people.
    private static String harmless(String words) {
        String harmless = words.replaceAll("\\p{C}", "·");
        return harmless.substring(0, Math.min(harmless.length(), PeerListLimits.MAX_REASON_CHARS));
    }

    private synchronized void take(PeerList list) {
        if (closed.getCount() == 0) return;
        Set<PeerAddress> gone = new HashSet<>(listed);
        gone.removeAll(list.peers());
        gone.forEach(node::leave);
        listed.removeAll(gone);
        try {
            makeRoom(list);
            for (PeerAddress peer : list.peers()) {
                if (!listed.contains(peer) && !isThisNode(peer) && node.dial(peer)) listed.add(peer);
            }
        } catch (IOException e) {
            log.debug("the node is stopping and dials no peer");
        }
    }

    /// Those who were taken off the list stay until they end, as far as those who are
    /// on it leave room.
    private void makeRoom(PeerList list) {
        Set<PeerAddress> left = new HashSet<>(node.left());
        list.peers().forEach(left::remove);
        int tooMany = list.peers().size() + left.size() - PeerListLimits.MAX_LISTED_PEERS;
        left.stream().limit(Math.max(0, tooMany)).forEach(node::hangUp);
    }

    /// Whether dialling there would lead back here.
    private boolean isThisNode(PeerAddress peer) throws IOException {
        if (peer.port() != node.port()) return false;
        try {
            for (InetAddress address : InetAddress.getAllByName(peer.host())) {
                boolean here = address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || NetworkInterface.getByInetAddress(address) != null;
                if (here) return true;
            }
        } catch (UnknownHostException e) {
            // Nobody is there now, this node neither; the dialler will say so.
        }
        return false;
    }

    private Optional<PeerList> cached() {
        if (cache.isEmpty() || !Files.isRegularFile(cache.get())) return Optional.empty();
        try {
            return Optional.of(PeerList.parse(Files.readAllBytes(cache.get())));
        } catch (IOException e) {
            log.warn("the list of peers that was kept cannot be read: {}", why(e));
            return Optional.empty();
        }
    }

    private void keep(PeerList list) {
        if (cache.isEmpty()) return;
        Path place = cache.get();
        try {
            Path fresh = place.resolveSibling(CACHE + ".new");
            Files.write(fresh, list.text().getBytes(UTF_8));
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("the list of peers cannot be kept: {}", why(e));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        fetch.close();
    }
}
