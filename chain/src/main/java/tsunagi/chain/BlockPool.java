package tsunagi.chain;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// The blocks that are known but not on the active chain: side branches, orphans, and what
/// reorganisations left behind, all in one tree, each bounded.
///
/// What arrived is bounded in bytes, and shared fairly: when it is full, the origin that holds
/// most loses its oldest block, so nobody can push out a smaller holder's. What departed from
/// the active chain is bounded in number, apart from what arrived and oldest out first, which
/// makes it a function of the log alone: replaying the log leads to the same pool, and so to
/// the same chain.
final class BlockPool {
    private final long maxArrivedBytes;
    private final int maxDeparted;
    private final Map<Hash, PooledBlock> byHash = new HashMap<>();
    private final Map<Hash, List<PooledBlock>> byParent = new HashMap<>();
    private final Map<Origin, Share> arrived = new HashMap<>();
    private final NavigableSet<Share> bySize = new TreeSet<>(Comparator.<Share>comparingLong(share -> share.bytes)
            .thenComparingLong(share -> share.origin.connection()));
    private final LinkedHashMap<Hash, PooledBlock> departed = new LinkedHashMap<>();
    private long arrivedBytes;
    private long departedForgotten;

    /// What one origin holds, oldest first.
    private static final class Share {
        private final Origin origin;
        private final LinkedHashMap<Hash, PooledBlock> blocks = new LinkedHashMap<>();
        private long bytes;

        Share(Origin origin) {
            this.origin = origin;
        }
    }

    BlockPool(long maxArrivedBytes, int maxDeparted) {
        this.maxArrivedBytes = maxArrivedBytes;
        this.maxDeparted = maxDeparted;
    }

    /// How many blocks it knows.
    int size() {
        return byHash.size();
    }

    /// How many of them hang together with the active chain.
    int linked() {
        return (int) byHash.values().stream().filter(block -> block.linked).count();
    }

    /// Counts the orphans, except blocks that left the chain.
    int orphans() {
        return (int) byHash.values().stream()
                .filter(block -> !block.linked && !departed.containsKey(block.hash))
                .count();
    }

    /// What it holds, with the `most` highest by name.
    OffChain view(int most) {
        int linked = linked();
        if (most == 0) return new OffChain(linked, size() - linked, List.of());
        // The lock that orders blocks is held meanwhile: what is too low is passed over
        // before anything is sorted.
        long least = leastOfHighest(most);
        List<OffChain.Entry> highest = byHash.values().stream()
                .filter(block -> block.index >= least)
                .sorted(Comparator.comparingLong((PooledBlock block) -> block.index)
                        .reversed()
                        .thenComparing(block -> block.hash))
                .limit(most)
                .map(block -> new OffChain.Entry(block.index, block.hash, block.prevHash, !block.linked))
                .toList();
        return new OffChain(linked, size() - linked, highest);
    }

    /// An index that at least `most` blocks reach, if there are so many.
    private long leastOfHighest(int most) {
        PriorityQueue<Long> highest = new PriorityQueue<>();
        for (PooledBlock block : byHash.values()) {
            if (highest.size() == most && block.index <= highest.element()) continue;
            highest.add(block.index);
            if (highest.size() > most) highest.remove();
        }
        return highest.size() < most ? 0 : highest.element();
    }

    /// What the blocks that arrived take up, in bytes.
    long arrivedBytes() {
        return arrivedBytes;
    }

    /// Whether it knows neither the block nor any that hangs on it.
    boolean knowsNothingOf(Hash hash) {
        return byHash.isEmpty() || (!byHash.containsKey(hash) && !byParent.containsKey(hash));
    }

    @Nullable
    PooledBlock find(Hash hash) {
        return byHash.get(hash);
    }

    /// Keeps a block that came from outside, at the expense of the largest holder if need be.
    void arrive(PooledBlock block) {
        put(block);
        trim();
    }

    /// The same without making room, which is to be done soon.
    void put(PooledBlock block) {
        insert(block);
        Share share = arrived.computeIfAbsent(block.origin, Share::new);
        share.blocks.put(block.hash, block);
        resize(share, block.cost());
    }

    /// Whether something has to be forgotten to make room.
    boolean isOverfull() {
        return arrivedBytes > maxArrivedBytes;
    }

    /// Makes room.
    void trim() {
        while (isOverfull()) evict(bySize.last().blocks.firstEntry().getValue());
    }

    private void resize(Share share, long moreBytes) {
        bySize.remove(share);
        share.bytes += moreBytes;
        arrivedBytes += moreBytes;
        if (share.blocks.isEmpty()) arrived.remove(share.origin);
        else bySize.add(share);
    }

    /// Remembers a branch that has just left the active chain, lowest block first.
    ///
    /// All of it is put in before any of it is forgotten: if it is too long to be kept, what is
    /// left of it must know that it hangs on nothing.
    void depart(List<PooledBlock> branch) {
        for (PooledBlock block : branch) {
            block.linked = true;
            insert(block);
            departed.put(block.hash, block);
        }
        while (departed.size() > maxDeparted) evict(departed.firstEntry().getValue());
    }

    /// Forgets the block, which is now on the active chain.
    void joined(PooledBlock block) {
        if (byHash.remove(block.hash, block)) unlist(block);
    }

    /// A block that is known by where its frame lies in the log.
    ///
    /// @param departed whether it is known because a reorganisation left it behind
    record LoggedFrame(PooledBlock.InLog place, boolean departed) {}

    /// What it knows by places in the log, which is what a replay knows: first what departed, then
    /// what arrived, each oldest first.
    List<LoggedFrame> logged() {
        List<LoggedFrame> frames = new ArrayList<>();
        for (PooledBlock block : departed.values()) {
            if (block.body instanceof PooledBlock.InLog place) frames.add(new LoggedFrame(place, true));
        }
        for (Share share : arrived.values()) {
            for (PooledBlock block : share.blocks.values()) {
                if (block.body instanceof PooledBlock.InLog place) frames.add(new LoggedFrame(place, false));
            }
        }
        return frames;
    }

    /// Takes back one of those, in the same order. What it is linked to is
    /// asked [later][#linkRestored].
    void restore(PooledBlock block, boolean hasDeparted) {
        if (!hasDeparted) {
            arrive(block);
            return;
        }
        insert(block);
        departed.put(block.hash, block);
    }

    /// Whether a block is on the active chain.
    @FunctionalInterface
    interface ActiveBlocks {
        boolean holds(long height, Hash hash) throws IOException;
    }

    /// Links all that hangs on the active chain.
    ///
    /// @return the height of the highest of them; 0 if there is none
    long linkRestored(ActiveBlocks active) throws IOException {
        long highest = 0;
        for (PooledBlock block : List.copyOf(byHash.values())) {
            if (block.linked || !active.holds(block.index - 1, block.prevHash)) continue;
            highest = Math.max(highest, link(block).index);
        }
        return highest;
    }

    /// How many departed blocks it has forgotten so far.
    long departedForgotten() {
        return departedForgotten;
    }

    /// How many departed blocks it remembers at the most.
    int maxDeparted() {
        return maxDeparted;
    }

    /// Forgets the blocks of a branch that moved to a rival. Their other descendants are unlinked.
    void moveOut(Collection<PooledBlock> branch) {
        List<PooledBlock> moved = branch.stream()
                .filter(block -> !departed.containsKey(block.hash))
                .toList();
        moved.forEach(this::joined);
        for (PooledBlock block : moved) unlinkDescendants(block.hash);
    }

    /// A block left the active chain and is not remembered.
    void lose(Hash departed) {
        unlinkDescendants(departed);
    }

    /// A block whose parent is this one and whose index follows its parent's, if there is any.
    @Nullable
    PooledBlock childOf(Tip parent) {
        for (PooledBlock child : byParent.getOrDefault(parent.hash(), List.of())) {
            if (child.index == parent.index() + 1) return child;
        }
        return null;
    }

    /// All that it knows at this moment.
    List<PooledBlock> all() {
        return List.copyOf(byHash.values());
    }

    /// Marks `root` and all that hangs on it as linked.
    ///
    /// @return the highest of them; of several, the one on the branch that
    ///     came first where they part
    PooledBlock link(PooledBlock root) {
        PooledBlock best = root;
        root.linked = true;
        Deque<PooledBlock> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            PooledBlock parent = next.removeFirst();
            if (parent.index > best.index) best = parent;
            for (PooledBlock child : List.copyOf(byParent.getOrDefault(parent.hash, List.of()))) {
                if (child.index != parent.index + 1) {
                    evict(child);
                } else if (!child.linked) {
                    child.linked = true;
                    child.arrivedInRow = departed.containsKey(child.hash) ? 0 : parent.arrivedInRow + 1;
                    next.addLast(child);
                }
            }
        }
        return best;
    }

    private void insert(PooledBlock block) {
        byHash.put(block.hash, block);
        byParent.computeIfAbsent(block.prevHash, h -> new ArrayList<>(1)).add(block);
    }

    private void evict(PooledBlock block) {
        if (departed.containsKey(block.hash)) departedForgotten++;
        byHash.remove(block.hash);
        unlist(block);
        unlinkDescendants(block.hash);
    }

    private void unlist(PooledBlock block) {
        List<PooledBlock> siblings = byParent.getOrDefault(block.prevHash, List.of());
        siblings.remove(block);
        if (siblings.isEmpty()) byParent.remove(block.prevHash);
        if (departed.remove(block.hash, block)) return;
        Share share = arrived.get(block.origin);
        if (share == null || !share.blocks.remove(block.hash, block)) return;
        resize(share, -block.cost());
    }

    /// Unlinks all descendants of a forgotten block, and drops those that came from peers. If they
    /// stayed, a peer could make the node link and unlink a whole branch again and again with one
    /// block. Blocks that left the chain stay, because what is known of them depends on the log
    /// alone.
    private void unlinkDescendants(Hash lost) {
        Deque<Hash> next = new ArrayDeque<>(List.of(lost));
        while (!next.isEmpty()) {
            for (PooledBlock child : List.copyOf(byParent.getOrDefault(next.removeFirst(), List.of()))) {
                if (!child.linked) continue;
                child.linked = false;
                next.addLast(child.hash);
                if (departed.containsKey(child.hash)) continue;
                byHash.remove(child.hash);
                unlist(child);
            }
        }
    }
}
