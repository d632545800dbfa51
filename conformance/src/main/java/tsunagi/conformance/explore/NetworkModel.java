package tsunagi.conformance.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.WireBlock;

/// The chain that each node of a network has once all has arrived, and what each peer is sent.
///
/// Blocks have keys: their hashes, or a name where only a node knows the hash. A branch begins on
/// the chain of its node, is longer, and is new. There is at most one outage.
final class NetworkModel {
    private final List<List<Integer>> dials;
    private final List<Set<Integer>> links = new ArrayList<>();
    private final List<List<String>> chains = new ArrayList<>();
    /// In the order in which they came.
    private final Map<String, Connected> peers = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private boolean ambiguous;
    private Move.@Nullable Outage outage;
    /// The nodes that have got blocks since it began.
    private final Set<Integer> grown = new TreeSet<>();

    private record Connected(Peer peer, int node) {}

    /// @param dials for each node, those before it that it dials
    NetworkModel(List<List<Integer>> dials) {
        this.dials = dials;
        for (int node = 0; node < dials.size(); node++) {
            links.add(new TreeSet<>(dials.get(node)));
            chains.add(List.of());
            for (int other : dials.get(node)) links.get(other).add(node);
        }
    }

    int nodes() {
        return chains.size();
    }

    boolean isWhole() {
        return outage == null;
    }

    /// What is down now; null if nothing is.
    Move.@Nullable Outage outage() {
        return outage;
    }

    /// Whether the node has ended.
    boolean isDown(int node) {
        return outage instanceof Move.Kill kill && kill.node() == node;
    }

    List<String> chain(int node) {
        return chains.get(node);
    }

    Set<String> peers() {
        return Collections.unmodifiableSet(peers.keySet());
    }

    /// The node that a peer is connected with; -1 if the peer is not there.
    int nodeOf(String peer) {
        Connected connected = peers.get(peer);
        return connected == null ? -1 : connected.node();
    }

    Set<Integer> neighbours(int node) {
        return Collections.unmodifiableSet(links.get(node));
    }

    /// The node, and those that hear of its blocks now.
    List<Integer> within(int node) {
        return within(node, outage);
    }

    private List<Integer> within(int node, Move.@Nullable Outage outage) {
        Set<Integer> reached = new TreeSet<>(Set.of(node));
        Deque<Integer> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            int from = next.pop();
            links.get(from).stream()
                    .filter(to -> outage == null || outage.leaves(from, to))
                    .filter(reached::add)
                    .forEach(next::push);
        }
        return List.copyOf(reached);
    }

    boolean canJoin(String peer, int node) {
        return node < nodes() && !isDown(node) && !peers.containsKey(peer);
    }

    void join(String peer, int node) {
        peers.put(peer, new Connected(new Peer(peer), node));
    }

    void leave(String peer) {
        peers.remove(peer);
    }

    /// A peer gets the chain of its node as an answer.
    void answered(String peer) {
        Connected connected = peers.get(peer);
        if (connected != null) connected.peer().shown.addAll(chain(connected.node()));
    }

    /// Whether a peer has had in an answer what joins the chain once more. It may be sent again, or
    /// not (4.2).
    boolean isAmbiguous() {
        return ambiguous;
    }

    /// Whether a peer may send these: the first one's parent is in its node's chain, and the last
    /// one makes it longer.
    boolean canGive(String peer, List<WireBlock> blocks) {
        int node = nodeOf(peer);
        if (node < 0 || blocks.isEmpty()) return false;
        List<String> chain = chain(node);
        return isNewBranch(blocks, chain) && blocks.getLast().index() > chain.size() && canGrow(node);
    }

    private boolean isNewBranch(List<WireBlock> blocks, List<String> chain) {
        WireBlock first = blocks.getFirst();
        String parent = first.index() == 1 ? WireBlock.GENESIS_HASH : at(chain, first.index() - 1);
        return first.prevHash().equals(parent) && !known.contains(first.hash());
    }

    /// Whether a peer may send these to offer its node another chain of the same length.
    boolean canTie(String peer, List<WireBlock> blocks) {
        int node = nodeOf(peer);
        if (node < 0 || blocks.isEmpty()) return false;
        List<String> chain = chain(node);
        return isNewBranch(blocks, chain) && blocks.getLast().index() == chain.size();
    }

    /// The node keeps its chain (3.6), relays nothing (4.2), and answers with what it has.
    void tie(String peer, List<WireBlock> blocks) {
        blocks.forEach(block -> known.add(block.hash()));
        answered(peer);
    }

    private static String at(List<String> chain, long index) {
        return index <= chain.size() ? chain.get((int) index - 1) : "";
    }

    /// While a node is down, one part of the network grows, and one that it dials: it asks there
    /// when it is back (2.4). Which of two would win first, where three meet, is left open.
    boolean canGrow(int node) {
        if (!(outage instanceof Move.Kill kill)) return true;
        boolean asked = dials.get(kill.node()).stream().anyMatch(within(node)::contains);
        return asked && (grown.isEmpty() || grown.contains(node));
    }

    /// The blocks have come from a peer, and gone round.
    ///
    /// @return the keys of the blocks that each peer gets, in the order in which the peers came
    Map<String, List<String>> give(String peer, List<WireBlock> blocks) {
        int fork = (int) blocks.getFirst().index() - 1;
        List<String> keys = blocks.stream().map(WireBlock::hash).toList();
        Connected from = Objects.requireNonNull(peers.get(peer));
        from.peer().crossed.addAll(keys);
        return grow(from.node(), fork, keys, peer);
    }

    /// A node has mined a block, and it has gone round.
    Map<String, List<String>> mined(int node, String key) {
        return grow(node, chain(node).size(), List.of(key), "");
    }

    private Map<String, List<String>> grow(int node, int fork, List<String> keys, String sender) {
        List<Integer> part = within(node);
        if (!isWhole()) grown.addAll(part);
        List<String> chain = new ArrayList<>(chain(node).subList(0, fork));
        chain.addAll(keys);
        known.addAll(keys);
        return adopt(part, chain, sender);
    }

    private Map<String, List<String>> adopt(Collection<Integer> nodes, List<String> chain, String sender) {
        Map<String, List<String>> owed = new LinkedHashMap<>();
        peers.forEach((name, connected) -> {
            if (!nodes.contains(connected.node()) || name.equals(sender)) return;
            Peer peer = connected.peer();
            List<String> sent = joined(chain(connected.node()), chain).stream()
                    .filter(peer.crossed::add)
                    .toList();
            ambiguous |= sent.stream().anyMatch(peer.shown::contains);
            if (!sent.isEmpty()) owed.put(name, sent);
        });
        nodes.forEach(node -> chains.set(node, List.copyOf(chain)));
        return owed;
    }

    /// What is in the second chain from the place on where it differs from the first.
    private static List<String> joined(List<String> before, List<String> after) {
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) same++;
        return after.subList(same, after.size());
    }

    /// A node that ends has no peer, and dials another one when it is back. The sides of a cut are
    /// linked within themselves.
    boolean canBreak(Move.Outage next) {
        if (!isWhole() || next.apart().stream().anyMatch(node -> node >= nodes())) return false;
        return switch (next) {
            case Move.Kill kill ->
                !dials.get(kill.node()).isEmpty()
                        && peers.values().stream().noneMatch(one -> one.node() == kill.node());
            case Move.Split split -> hasTwoSides(split);
        };
    }

    private boolean hasTwoSides(Move.Split split) {
        Set<Integer> one = split.apart();
        List<Integer> other = IntStream.range(0, nodes())
                .filter(node -> !one.contains(node))
                .boxed()
                .toList();
        return !one.isEmpty()
                && !other.isEmpty()
                && within(one.iterator().next(), split).size() == one.size()
                && within(other.getFirst(), split).size() == other.size();
    }

    /// Whether all nodes have a chain to lose, the same one, and the blocks are new.
    boolean canBlackOut(Move.Blackout next) {
        if (!isWhole() || next.first() >= nodes() || chain(0).isEmpty()) return false;
        List<WireBlock> blocks = next.blocks();
        if (blocks.isEmpty()) return true;
        boolean isNext = blocks.getFirst().index() == chain(0).size() + 1L;
        return isNext && isNewBranch(blocks, chain(0)) && isDialled(next.first());
    }

    /// Whether another node dials it.
    boolean isDialled(int node) {
        return dials.stream().anyMatch(dialled -> dialled.contains(node));
    }

    /// All peers are gone. All nodes are back, with the blocks that the first one has got
    /// meanwhile.
    void blackOut(Move.Blackout blackout) {
        peers.clear();
        List<String> keys = blackout.blocks().stream().map(WireBlock::hash).toList();
        if (!keys.isEmpty()) grow(blackout.first(), chain(0).size(), keys, "");
    }

    void breaks(Move.Outage next) {
        outage = next;
    }

    /// The outage is over.
    ///
    /// @throws IllegalStateException if the nodes need not agree then
    Map<String, List<String>> restore() {
        if (!canRestore()) throw new IllegalStateException("the nodes need not agree");
        List<String> longest = longest();
        outage = null;
        grown.clear();
        return adopt(IntStream.range(0, nodes()).boxed().toList(), longest, "");
    }

    /// Whether some node has a chain that is not the beginning of the longest.
    boolean hasTwoBranches() {
        List<String> longest = longest();
        return chains.stream().anyMatch(chain -> !chain.equals(longest.subList(0, chain.size())));
    }

    private List<String> longest() {
        return chains.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    }

    /// Whether the nodes will agree once all is whole. They need not if two chains are of one
    /// length, because the first of them stays with each node (3.6). Nor if the longest is on the
    /// side that dials: the dialled node asks nothing of its own accord (2.4).
    boolean canRestore() {
        Move.Outage now = outage;
        if (now == null) return false;
        List<String> longest = longest();
        boolean tied = chains.stream().anyMatch(chain -> chain.size() == longest.size() && !chain.equals(longest));
        return !tied && (chains.stream().allMatch(longest::equals) || isAskedFor(longest, now));
    }

    /// Whether a node dials one with this chain over a link that is not there.
    private boolean isAskedFor(List<String> chain, Move.Outage outage) {
        return IntStream.range(0, nodes())
                .filter(node -> !chain(node).equals(chain))
                .anyMatch(node -> dials.get(node).stream()
                        .anyMatch(other ->
                                !outage.leaves(node, other) && chain(other).equals(chain)));
    }
}
