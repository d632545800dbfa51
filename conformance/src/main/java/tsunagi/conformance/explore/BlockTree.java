package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.WireBlock;

/// The blocks that have a place, and the branch of them that is the chain: the longest, and
/// the first of equals (3.6).
final class BlockTree {
    /// The key of genesis, which is never sent.
    static final String GENESIS = WireBlock.GENESIS_HASH;

    /// A block with a place.
    ///
    /// @param key    its hash, or a name where only the node knows the hash
    /// @param block  null for genesis, and where only the node knows it
    /// @param sender the connection that it came from first, or null for none
    record Entry(
            String key,
            @Nullable WireBlock block,
            String parent,
            long index,
            @Nullable Peer sender) {}

    /// The chain has become another branch, or longer.
    ///
    /// @param departed keys of the blocks that left, lowest first
    /// @param joined   keys of those that are in it now, lowest first
    record Change(List<String> departed, List<String> joined) {
        Change {
            departed = List.copyOf(departed);
            joined = List.copyOf(joined);
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private List<String> active = new ArrayList<>();

    BlockTree() {
        entries.put(GENESIS, new Entry(GENESIS, null, "", 0, null));
    }

    boolean holds(String key) {
        return entries.containsKey(key);
    }

    /// The block with a key; null if it has no place.
    @Nullable
    Entry find(String key) {
        return entries.get(key);
    }

    Entry entry(String key) {
        Entry entry = entries.get(key);
        if (entry == null) throw new IllegalStateException(key + " has no place in the tree");
        return entry;
    }

    /// All of them, genesis included.
    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /// The keys of the chain, index 1 first.
    List<String> active() {
        return List.copyOf(active);
    }

    String tip() {
        return active.isEmpty() ? GENESIS : active.getLast();
    }

    /// Gives a block its place. Its parent has one.
    ///
    /// @return what became of the chain; nothing joined if its branch is not the longest
    Change add(Entry entry) {
        entries.put(entry.key(), entry);
        if (entry.index() <= active.size()) return new Change(List.of(), List.of());
        List<String> branch = new ArrayList<>();
        for (Entry at = entry; !at.key().equals(GENESIS); at = entry(at.parent())) branch.addFirst(at.key());
        int fork = 0;
        while (fork < active.size() && branch.get(fork).equals(active.get(fork))) fork++;
        Change change = new Change(active.subList(fork, active.size()), branch.subList(fork, branch.size()));
        active = branch;
        return change;
    }

    /// Forgets all blocks that are not in the chain.
    ///
    /// @return their keys
    Set<String> prune() {
        Set<String> others = new HashSet<>(entries.keySet());
        others.removeAll(active);
        others.remove(GENESIS);
        entries.keySet().removeAll(others);
        return others;
    }
}
