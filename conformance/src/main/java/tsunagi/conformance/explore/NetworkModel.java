package tsunagi.conformance.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tsunagi.conformance.wire.WireBlock;

/// The chain that each node of a network has once all has arrived, and what each peer is sent.
///
/// Blocks have keys: their hashes, or a name where only a node knows the hash. A branch begins on
/// the chain of its node, is longer, and is new. One thing is broken at a time.
final class NetworkModel {
    private final List<List<Integer>> dials;
    private final List<Set<Integer>> links = new ArrayList<>();
    private final List<List<String>> chains = new ArrayList<>();
    private final Map<String, Integer> peers = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    /// By peer, what it has sent or was sent when it joined the chain.
    private final Map<String, Set<String>> crossed = new HashMap<>();
    /// By peer, what it has had in answers.
    private final Map<String, Set<String>> shown = new HashMap<>();
    private boolean ambiguous;
    /// The node that has ended, or those on one side of a cut; empty if all is whole.
    private Set<Integer> apart = Set.of();
    private boolean down;
    /// Those that have got blocks since.
    private final Set<Integer> grown = new TreeSet<>();

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
        return apart.isEmpty();
    }

    /// Whether the node has ended.
    boolean isDown(int node) {
        return down && apart.contains(node);
    }

    List<String> chain(int node) {
        return chains.get(node);
    }

    Set<String> peers() {
        return Collections.unmodifiableSet(peers.keySet());
    }

    /// The node that a peer is connected with.
    int nodeOf(String peer) {
        return peers.getOrDefault(peer, -1);
    }

    Set<Integer> neighbours(int node) {
        return Collections.unmodifiableSet(links.get(node));
    }

    /// The node, and those that hear of its blocks now.
    List<Integer> within(int node) {
        Set<Integer> reached = new TreeSet<>(Set.of(node));
        Deque<Integer> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            int from = next.pop();
            links.get(from).stream()
                    .filter(to -> isUp(from, to) && reached.add(to))
                    .forEach(next::push);
        }
        return List.copyOf(reached);
    }

    private boolean isUp(int from, int to) {
        return down ? !apart.contains(from) && !apart.contains(to) : apart.contains(from) == apart.contains(to);
    }

    /// Whether the others are linked among themselves.
    private boolean leavesOnePart(Collection<Integer> part) {
        List<Integer> others = IntStream.range(0, nodes())
                .filter(node -> !part.contains(node))
                .boxed()
                .toList();
        return others.isEmpty() || within(others.getFirst()).size() == others.size();
    }

    boolean canJoin(String peer, int node) {
        return node < nodes() && !isDown(node) && !peers.containsKey(peer);
    }

    void join(String peer, int node) {
        peers.put(peer, node);
        crossed.put(peer, new HashSet<>());
        shown.put(peer, new HashSet<>());
    }

    void leave(String peer) {
        peers.remove(peer);
    }

    /// A peer has the chain of its node as an answer.
    void answered(String peer) {
        shown(peer).addAll(chain(nodeOf(peer)));
    }

    /// Whether a peer has had in an answer what joins the chain once more. It may be sent again, or
    /// not (4.2).
    boolean isAmbiguous() {
        return ambiguous;
    }

    private Set<String> crossed(String peer) {
        return crossed.getOrDefault(peer, Set.of());
    }

    private Set<String> shown(String peer) {
        return shown.getOrDefault(peer, Set.of());
    }

    /// Whether a peer may send these: the first one's parent is in its node's chain, and the last
    /// one makes it longer.
    boolean canGive(String peer, List<WireBlock> blocks) {
        if (!peers.containsKey(peer) || blocks.isEmpty()) return false;
        int node = nodeOf(peer);
        List<String> chain = chain(node);
        WireBlock first = blocks.getFirst();
        String parent = first.index() == 1 ? WireBlock.GENESIS_HASH : at(chain, first.index() - 1);
        return first.prevHash().equals(parent)
                && blocks.getLast().index() > chain.size()
                && !known.contains(first.hash())
                && canGrow(node);
    }

    private static String at(List<String> chain, long index) {
        return index <= chain.size() ? chain.get((int) index - 1) : "";
    }

    /// While a node is down, one part of the network grows, and one that it dials: it asks there
    /// when it is back (2.4). Which of two would win first, where three meet, is left open.
    boolean canGrow(int node) {
        if (!down) return true;
        List<Integer> part = within(node);
        boolean asked = apart.stream().anyMatch(one -> dials.get(one).stream().anyMatch(part::contains));
        return asked && (grown.isEmpty() || grown.contains(node));
    }

    /// The blocks have come from a peer, and gone round.
    ///
    /// @return the keys of the blocks that each peer gets, in the order in which the peers came
    Map<String, List<String>> give(String peer, List<WireBlock> blocks) {
        int fork = (int) blocks.getFirst().index() - 1;
        List<String> keys = blocks.stream().map(WireBlock::hash).toList();
        crossed(peer).addAll(keys);
        return grow(nodeOf(peer), fork, keys, peer);
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
        peers.forEach((peer, node) -> {
            if (!nodes.contains(node) || peer.equals(sender)) return;
            List<String> sent = joined(chain(node), chain).stream()
                    .filter(key -> crossed(peer).add(key))
                    .toList();
            ambiguous |= sent.stream().anyMatch(shown(peer)::contains);
            if (!sent.isEmpty()) owed.put(peer, sent);
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

    /// The node has no peer, and dials another node when it is back.
    boolean canKill(int node) {
        return isWhole()
                && node < nodes()
                && !peers.containsValue(node)
                && !dials.get(node).isEmpty();
    }

    void kill(int node) {
        down = true;
        apart = Set.of(node);
    }

    /// Both sides are linked within themselves.
    boolean canSplit(Set<Integer> side) {
        if (!isWhole() || side.isEmpty() || side.size() >= nodes()) return false;
        if (side.stream().anyMatch(node -> node >= nodes())) return false;
        apart = side;
        boolean two = within(side.iterator().next()).size() == side.size() && leavesOnePart(side);
        apart = Set.of();
        return two;
    }

    void split(Set<Integer> side) {
        apart = Set.copyOf(side);
    }

    /// The node that has ended, or those on one side of a cut.
    Set<Integer> apart() {
        return apart;
    }

    /// All is whole again.
    ///
    /// @throws IllegalStateException if the nodes need not agree then
    Map<String, List<String>> mend() {
        if (!canMend()) throw new IllegalStateException("the nodes need not agree");
        List<String> longest = longest();
        apart = Set.of();
        down = false;
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
    boolean canMend() {
        if (isWhole()) return false;
        List<String> longest = longest();
        boolean tied = chains.stream().anyMatch(chain -> chain.size() == longest.size() && !chain.equals(longest));
        return !tied && (chains.stream().allMatch(longest::equals) || isAskedFor(longest));
    }

    /// Whether a node dials one with this chain over a link that is not there.
    private boolean isAskedFor(List<String> chain) {
        return IntStream.range(0, nodes())
                .filter(node -> !chain(node).equals(chain))
                .anyMatch(node -> dials.get(node).stream()
                        .anyMatch(other -> !isUp(node, other) && chain(other).equals(chain)));
    }
}
