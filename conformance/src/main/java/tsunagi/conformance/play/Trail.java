package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
/// A block counts in whatever form it came, because a receiver takes any (2.6).
final class Trail {
    /// From so many dropped frames on, a node may end a connection because of them (1.6).
    private static final int DROPPED_FRAMES = 1_000;

    /// If more chain requests wait, a node may end the connection (2.2).
    private static final int WAITING_REQUESTS = 200;

    private interface Sign {
        boolean shows(int at, WireLog.Event event);
    }

    private final List<WireLog.Event> wire;

    /// The frames of each event, with blocks in their canonical form.
    private final List<List<Octets>> frames;

    /// @param wire the log
    Trail(List<WireLog.Event> wire) {
        this(wire, canonical(wire));
    }

    private Trail(List<WireLog.Event> wire, List<List<Octets>> frames) {
        this.wire = wire;
        this.frames = frames;
    }

    private static List<List<Octets>> canonical(List<WireLog.Event> wire) {
        Form any = new Form(true);
        return wire.stream()
                .map(event -> event.kind() == WireLog.Kind.DATA
                        ? event.bytes().frames().stream().map(any::read).toList()
                        : List.<Octets>of())
                .toList();
    }

    /// The log.
    List<WireLog.Event> wire() {
        return wire;
    }

    /// What the log showed by then.
    Trail until(Duration end) {
        int length = (int)
                wire.stream().takeWhile(event -> event.at().compareTo(end) <= 0).count();
        return new Trail(wire.subList(0, length), frames.subList(0, length));
    }

    /// Whether a node was given a block, or sent it.
    boolean shows(String node, Octets block) {
        return received(node, block) >= 0 || sent(node, block) >= 0;
    }

    /// Whether a node had a block before it was started again, and has not shown it since.
    boolean hasLost(String node, Octets block) {
        int restart = startedAgain(node);
        if (restart < 0) return false;
        int shown = last((at, event) -> (event.from().equals(node) || event.to().equals(node)) && holds(at, block));
        return shown >= 0 && shown < restart;
    }

    /// Whether a node sent another one a block that no node takes: damaged, with a wrong hash (3.1)
    /// or without work (3.2).
    boolean sentDamaged(String node, String other) {
        return wire.stream()
                .filter(event -> isBetween(event, node, other))
                .flatMap(event -> event.bytes().frames().stream())
                .anyMatch(frame -> frame.isBlockFrame() && !isWork(frame));
    }

    /// Whether a node sent another one a block in a form that is not canonical (2.5, 2.8).
    boolean sentInOtherForm(String node, String other, Octets block) {
        for (int at = 0; at < wire.size(); at++) {
            boolean holds =
                    isBetween(wire.get(at), node, other) && frames.get(at).contains(block);
            if (holds && !wire.get(at).bytes().frames().contains(block)) return true;
        }
        return false;
    }

    /// A block that nobody sent to its first sender.
    ///
    /// @param at     the place where it was sent first
    /// @param sender who sent it then
    record Origin(int at, String sender, WireBlock block) {}

    /// The blocks of a kind that began at a node, as far as the log shows, in the order in which
    /// they were sent first.
    List<Origin> origins(Predicate<Octets> kind) {
        Set<Octets> seen = new HashSet<>();
        List<Origin> origins = new ArrayList<>();
        for (int at = 0; at < wire.size(); at++) {
            for (Octets frame : frames.get(at)) {
                if (!frame.isBlockFrame() || !seen.add(frame) || !kind.test(frame)) continue;
                if (frame.readBlock() instanceof WireBlock.Canonical canonical && isWork(frame))
                    origins.add(new Origin(at, wire.get(at).from(), canonical.block()));
            }
        }
        return origins;
    }

    /// The lines that were typed at a node before a place in the log.
    List<Octets> typed(String node, int before) {
        List<Octets> lines = new ArrayList<>();
        for (WireLog.Event event : wire.subList(0, before)) {
            if (event.kind() != WireLog.Kind.DATA || !isBetween(event, Acting.CONSOLE, node)) continue;
            // Each byte becomes one character, so lines of any bytes stay distinct.
            String text = new String(event.bytes().toArray(), ISO_8859_1);
            for (String line : text.split("\n", -1)) {
                String data = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                lines.add(Octets.of(data.getBytes(ISO_8859_1)));
            }
        }
        return lines;
    }

    /// The place where a node was given a block first.
    int received(String node, Octets block) {
        return first((at, event) -> event.to().equals(node) && holds(at, block));
    }

    /// The place where a node sent a block first.
    int sent(String node, Octets block) {
        return first((at, event) -> event.from().equals(node) && holds(at, block));
    }

    /// The place where a node had a block first, as far as the log shows: it was given it, it sent
    /// it, or it got a line to mine.
    int acquired(String node, Octets block) {
        int shown =
                first((at, event) -> (event.from().equals(node) || event.to().equals(node)) && holds(at, block));
        if (shown >= 0) return shown;
        return last((at, event) -> event.to().equals(node) && event.from().equals(Acting.CONSOLE));
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
        return first((at, event) -> isBetween(event, from, to) && holds(at, block)) >= 0;
    }

    /// The place where a node asked another one for its chain last.
    int asked(String node, String other) {
        return last((at, event) -> event.from().equals(node)
                && event.to().equals(other)
                && event.bytes().asks());
    }

    /// The place where a node was started again last.
    int startedAgain(String node) {
        return last((at, event) -> event.from().equals(node) && event.text().equals(Acting.STARTED_AGAIN));
    }

    /// The place where the present connection of a link begins, or the last one.
    int connected(Link link) {
        return last((at, event) -> event.from().equals(link.dialler)
                && event.to().equals(link.accepter)
                && event.text().equals(Link.CONNECTED));
    }

    /// The place where a node ended a connection of a link last. The end of a node that was started
    /// again since is none.
    int closed(Link link) {
        int closed = last((at, event) -> event.text().equals(Link.CLOSED)
                && (isBetween(event, link.dialler, link.accepter) || isBetween(event, link.accepter, link.dialler)));
        return closed < 0 || closed < startedAgain(wire.get(closed).from()) ? -1 : closed;
    }

    /// The place where a node sent 4096 bytes without an LF over a link, which no node may (1.3).
    int tooLong() {
        return first((at, event) -> event.text().equals(Link.TOO_LONG));
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
            if (sign.shows(at, wire.get(at))) return at;
        }
        return -1;
    }

    private int last(Sign sign) {
        for (int at = wire.size() - 1; at >= 0; at--) {
            if (sign.shows(at, wire.get(at))) return at;
        }
        return -1;
    }

    private boolean holds(int at, Octets block) {
        return frames.get(at).contains(block);
    }
}
