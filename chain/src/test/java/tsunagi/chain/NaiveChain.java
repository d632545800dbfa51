package tsunagi.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Rules 3.4 to 3.7 as plainly as they can be put: remember every block, and after each look at
/// all of them for the longest branch. What a [Chain] must be equal to, without its economy.
final class NaiveChain {
    private final Block genesis;
    private final Map<Hash, Block> firstForms = new LinkedHashMap<>();
    private final Set<Hash> everActive = new HashSet<>();
    private List<Block> active = List.of();

    NaiveChain(Block genesis) {
        this.genesis = genesis;
    }

    /// Blocks from index 1 to the tip.
    List<Block> active() {
        return active;
    }

    boolean knows(Block block) {
        return firstForms.containsKey(block.hash());
    }

    /// The first form of a hash stays, whatever follows (section 7).
    void arrive(Block block) {
        firstForms.putIfAbsent(block.hash(), block);
    }

    /// The branches that may be the active chain now: the one that is, unless there are longer
    /// ones. There may be several, of equal length, if one block completed them all at once.
    List<List<Block>> candidates() {
        int longest = active.size();
        List<List<Block>> candidates = new ArrayList<>(List.of(active));
        for (Block block : firstForms.values()) {
            List<Block> branch = branchTo(block);
            if (branch == null || branch.size() < longest) continue;
            if (branch.size() == longest && longest == active.size()) continue;
            if (branch.size() > longest) candidates.clear();
            longest = branch.size();
            candidates.add(branch);
        }
        return candidates;
    }

    void reorganiseTo(List<Block> branch) {
        active = branch;
        branch.forEach(block -> everActive.add(block.hash()));
    }

    /// What was never active was in memory only.
    void restart() {
        firstForms.keySet().retainAll(everActive);
    }

    boolean isComplete(Block block) {
        return branchTo(block) != null;
    }

    /// The blocks from index 1 up to this one, if all of them are known and link (3.4).
    @Nullable
    List<Block> branchTo(Block top) {
        List<Block> branch = new ArrayList<>();
        Block block = top;
        while (block != null && !block.prevHash().equals(genesis.hash())) {
            branch.addFirst(block);
            Block parent = firstForms.get(block.prevHash());
            if (parent != null && parent.index() + 1 != block.index()) return null;
            block = parent;
        }
        if (block == null || block.index() != 1) return null;
        branch.addFirst(block);
        return branch;
    }
}
