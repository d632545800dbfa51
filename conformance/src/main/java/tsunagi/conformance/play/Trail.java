package tsunagi.conformance.play;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// What the log of the wire shows of the way of a block, and of connections. Places are positions
/// in the log; -1 stands for none.
///
/// @param wire the log
record Trail(List<WireLog.Event> wire) {
    /// From so many dropped frames on, a node may end a connection because of them (1.6).
    private static final int DROPPED_FRAMES = 1_000;

    /// If more chain requests wait, a node may end the connection (2.2).
    private static final int WAITING_REQUESTS = 200;

    private interface Sign {
        boolean shows(WireLog.Event event);
    }

    /// What the log showed by then.
    Trail until(Duration end) {
        return new Trail(
                wire.stream().takeWhile(event -> event.at().compareTo(end) <= 0).toList());
    }

    /// Whether a node was given a block, or sent it.
    boolean shows(String node, Octets block) {
        return received(node, block) >= 0 || sent(node, block) >= 0;
    }

    /// Whether a node had a block before it was started again, and has not shown it since.
    boolean hasLost(String node, Octets block) {
        int restart = startedAgain(node);
        if (restart < 0) return false;
        int shown = last(event -> (event.from().equals(node) || event.to().equals(node)) && holds(event, block));
        return shown >= 0 && shown < restart;
    }

    /// Whether a node sent another one a block that no node may send: not canonical (2.5), with a
    /// wrong hash (3.1) or without work (3.2).
    boolean sentDamaged(String node, String other) {
        return wire.stream()
                .filter(event -> event.from().equals(node) && event.to().equals(other))
                .flatMap(event -> event.bytes().frames().stream())
                .anyMatch(frame -> frame.isBlockFrame() && !isSound(frame));
    }

    private static boolean isSound(Octets frame) {
        return frame.readBlock() instanceof WireBlock.Canonical canonical
                && canonical.block().hashIsRight()
                && canonical.block().hasWork();
    }

    /// The place where a node was given a block first.
    int received(String node, Octets block) {
        return first(event -> event.to().equals(node) && holds(event, block));
    }

    /// The place where a node sent a block first.
    int sent(String node, Octets block) {
        return first(event -> event.from().equals(node) && holds(event, block));
    }

    /// The place where a node had a block first, as far as the log shows: it was given it, it sent
    /// it, or it got a line to mine.
    int acquired(String node, Octets block) {
        int shown = first(event -> (event.from().equals(node) || event.to().equals(node)) && holds(event, block));
        if (shown >= 0) return shown;
        return last(event -> event.to().equals(node) && event.from().equals(Acting.CONSOLE));
    }

    /// How long a node held a block before it sent it on.
    ///
    /// @param to the node that it sent it to; empty for the last one, which should have shown it
    record Hold(String node, String to, Duration time) {}

    /// The longest of the times for which the nodes held a block that came to this one.
    ///
    /// @param end when this one should have shown it
    Optional<Hold> longestHold(String node, Octets block, Duration end) {
        Hold longest = null;
        String here = node;
        String to = "";
        Duration left = end;
        int before = wire.size();
        for (int came; (came = acquired(here, block)) >= 0 && came < before; before = came) {
            WireLog.Event event = wire.get(came);
            Duration time = left.minus(event.at());
            if (longest == null || time.compareTo(longest.time()) > 0) longest = new Hold(here, to, time);
            if (!event.to().equals(here)) break;
            to = here;
            here = event.from();
            left = event.at();
        }
        return Optional.ofNullable(longest);
    }

    /// Whether a node sent a block to another one.
    boolean crossed(String from, String to, Octets block) {
        return first(event -> isBetween(event, from, to) && holds(event, block)) >= 0;
    }

    /// The place where a node asked another one for its chain last.
    int asked(String node, String other) {
        return last(event -> event.from().equals(node)
                && event.to().equals(other)
                && event.bytes().asks());
    }

    /// The place where a node was started again last.
    int startedAgain(String node) {
        return last(event -> event.from().equals(node) && event.text().equals(Acting.STARTED_AGAIN));
    }

    /// The place where the present connection of a link begins, or the last one.
    int connected(Link link) {
        return last(event -> event.from().equals(link.dialler)
                && event.to().equals(link.accepter)
                && event.text().equals(Link.CONNECTED));
    }

    /// The place where a node ended a connection of a link last. The end of a node that was started
    /// again since is none.
    int closed(Link link) {
        int closed = last(event -> event.text().equals(Link.CLOSED)
                && (isBetween(event, link.dialler, link.accepter) || isBetween(event, link.accepter, link.dialler)));
        return closed < 0 || closed < startedAgain(wire.get(closed).from()) ? -1 : closed;
    }

    /// The place where a node sent 4096 bytes without an LF over a link, which no node may (1.3).
    int tooLong() {
        return first(event -> event.text().equals(Link.TOO_LONG));
    }

    /// How many frames that are dropped came to a node, by sender. From a thousand on, it may end
    /// connections (1.6), with all that came behind them. All of them have one address. Blocks that
    /// do not link are not counted here.
    Map<String, Long> droppedAt(String node) {
        return senders(node, frame -> !frame.asks() && !isWork(frame));
    }

    /// Whether a thousand of them came.
    static boolean isFlood(Map<String, Long> dropped) {
        return dropped.values().stream().mapToLong(Long::longValue).sum() >= DROPPED_FRAMES;
    }

    /// Who sent a node more chain requests than it must keep (2.2). A right node sends a few (3.7).
    Set<String> floodsOfRequestsAt(String node) {
        Map<String, Long> requests = senders(node, Octets::asks);
        requests.values().removeIf(many -> many <= WAITING_REQUESTS);
        return requests.keySet();
    }

    private Map<String, Long> senders(String node, Predicate<Octets> kind) {
        return wire.stream()
                .filter(event -> event.kind() == WireLog.Kind.DATA && event.to().equals(node))
                .flatMap(event -> event.bytes().frames().stream().filter(kind).map(frame -> event.from()))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /// Whether a node may keep a frame: a block in any form (2.6) with its hash and work.
    private static boolean isWork(Octets frame) {
        return frame.isBlockFrame()
                && frame.readLeniently()
                        .filter(block -> block.hashIsRight() && block.hasWork())
                        .isPresent();
    }

    private static boolean isBetween(WireLog.Event event, String from, String to) {
        return event.from().equals(from) && event.to().equals(to);
    }

    private int first(Sign sign) {
        for (int at = 0; at < wire.size(); at++) {
            if (sign.shows(wire.get(at))) return at;
        }
        return -1;
    }

    private int last(Sign sign) {
        for (int at = wire.size() - 1; at >= 0; at--) {
            if (sign.shows(wire.get(at))) return at;
        }
        return -1;
    }

    private static boolean holds(WireLog.Event event, Octets block) {
        return event.kind() == WireLog.Kind.DATA && event.bytes().frames().contains(block);
    }
}
