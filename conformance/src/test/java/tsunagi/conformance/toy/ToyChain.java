package tsunagi.conformance.toy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All blocks that a toy knows, and which of them are its chain (3.3 to 3.8). Guarded by the node's lock.
final class ToyChain {
    /// What became of a block, and what is to be relayed because of it.
    record Result(boolean parentMissing, List<ToyBlock> relayed) {}

    private static final Result DROPPED = new Result(false, List.of());
    private static final int MAX_FRAME = 4096;
    private static final int MAX_ORPHANS = 100;

    private final Trait trait;
    private final Map<String, ToyBlock> known = new HashMap<>();
    private final Map<String, Integer> heights = new HashMap<>();
    private final List<ToyBlock> orphans = new ArrayList<>();
    private final List<ToyBlock> active = new ArrayList<>();
    private ToyBlock miningTip;

    ToyChain(Trait trait) {
        this.trait = trait;
        miningTip = ToyBlock.genesis(trait);
        start(miningTip);
    }

    private void start(ToyBlock genesis) {
        known.clear();
        active.clear();
        active.add(genesis);
        known.put(genesis.hash(), genesis);
        heights.put(genesis.hash(), 0);
        miningTip = genesis;
    }

    /// The chain from genesis up.
    List<ToyBlock> active() {
        return List.copyOf(active);
    }

    /// On which block the next one is mined.
    ToyBlock miningTip() {
        return trait.is(Mutant.MINES_ON_GENESIS) ? active.getFirst() : miningTip;
    }

    private ToyBlock tip() {
        return active.getLast();
    }

    Result add(ToyBlock block) {
        if (block.index() == 0) return addIndexZero(block);
        if (!block.hasWork(trait)) {
            boolean asks = trait.is(Mutant.ASKS_FOR_BAD_WORK) && !known.containsKey(block.prevHash());
            return new Result(asks, trait.is(Mutant.RELAYS_BAD_WORK) ? List.of(block) : List.of());
        }
        boolean fits = length(block) <= MAX_FRAME;
        if (!fits && !trait.is(Mutant.IGNORES_CANONICAL_SIZE) && !trait.is(Mutant.MINES_OVERLONG)) return DROPPED;
        if (known.containsKey(block.hash())) return addAgain(block);
        ToyBlock parent = parentOf(block);
        if (parent == null) return addOrphan(block);
        if (!follows(block, parent)) return DROPPED;
        List<ToyBlock> joined = new ArrayList<>();
        attach(block, parent, joined);
        adopt(joined);
        return new Result(false, joined);
    }

    /// Of its canonical frame (3.8).
    private int length(ToyBlock block) {
        int length = ToyWriter.frame(block, trait).length;
        if (trait.is(WireMutant.MEASURES_WHAT_CAME) && block.raw().length > 0) return block.raw().length;
        if (trait.is(WireMutant.MEASURES_ONE_MORE)) return length + 1;
        return trait.is(WireMutant.MEASURES_WITHOUT_LF) ? length - 1 : length;
    }

    private Result addIndexZero(ToyBlock block) {
        if (!block.hasWork(trait)) return DROPPED;
        if (trait.is(Mutant.REPLACES_GENESIS) && !known.containsKey(block.hash())) start(block);
        return trait.is(Mutant.RELAYS_GENESIS) ? new Result(false, List.of(block)) : DROPPED;
    }

    private Result addAgain(ToyBlock block) {
        if (trait.is(Mutant.RELAYS_DUPLICATES)) return new Result(false, List.of(block));
        byte[] before = ToyWriter.frame(known.getOrDefault(block.hash(), block), trait);
        boolean other = !Arrays.equals(before, ToyWriter.frame(block, trait));
        if (!trait.is(Mutant.SECOND_FORM_WINS) || !other) return DROPPED;
        Collections.replaceAll(active, known.put(block.hash(), block), block);
        return new Result(false, List.of(block));
    }

    private @Nullable ToyBlock parentOf(ToyBlock block) {
        boolean next = block.index() == tip().index() + 1;
        return trait.is(Mutant.IGNORES_PREV_HASH) && next ? tip() : known.get(block.prevHash());
    }

    private Result addOrphan(ToyBlock block) {
        if (trait.is(Mutant.DROPS_ORPHANS)) return DROPPED;
        if (orphans.size() == MAX_ORPHANS) orphans.removeFirst();
        orphans.add(block);
        return new Result(true, trait.is(Mutant.RELAYS_ORPHANS) ? List.of(block) : List.of());
    }

    private boolean follows(ToyBlock block, ToyBlock parent) {
        if (trait.is(Mutant.WANTS_RISING_TIME) && block.timestamp() < parent.timestamp()) return false;
        if (trait.is(Mutant.REFUSES_THE_FUTURE)
                && block.timestamp() > Instant.now().getEpochSecond() + 7200) return false;
        return block.index() == parent.index() + 1 || trait.is(Mutant.IGNORES_INDEX);
    }

    private void attach(ToyBlock block, ToyBlock parent, List<ToyBlock> joined) {
        int height = heights.getOrDefault(parent.hash(), 0) + 1;
        known.put(block.hash(), block);
        heights.put(block.hash(), height);
        int longer = height - (active.size() - 1);
        if (parent.equals(tip())) {
            active.add(block);
            miningTip = block;
            joined.add(block);
        } else if ((longer > 0 && !trait.is(Mutant.KEEPS_OWN_BRANCH))
                || (longer == 0 && trait.is(Mutant.TAKES_LATEST_BRANCH))) {
            reorganise(block, joined);
        } else if (trait.is(Mutant.RELAYS_SIDE_BLOCKS)) {
            joined.add(block);
        }
    }

    private void reorganise(ToyBlock newTip, List<ToyBlock> joined) {
        List<ToyBlock> branch = new ArrayList<>();
        ToyBlock at = newTip;
        while (at != null && !active.contains(at)) {
            branch.addFirst(at);
            at = known.get(at.prevHash());
        }
        int fork = active.indexOf(at);
        List<ToyBlock> left = active.subList(fork + 1, active.size());
        if (left.size() > 1 && trait.is(Mutant.ONE_BLOCK_REORGANISATIONS)) return;
        if (trait.is(Mutant.FORGETS_OLD_BRANCH)) left.forEach(block -> known.remove(block.hash()));
        left.clear();
        active.addAll(branch);
        if (!trait.is(Mutant.GROWS_ON_THE_OLD_TIP)) miningTip = newTip;
        joined.addAll(trait.is(Mutant.RELAYS_TIP_ONLY) ? List.of(newTip) : branch);
    }

    /// Lets the orphans follow whose parents are known by now (3.7).
    private void adopt(List<ToyBlock> joined) {
        boolean more = true;
        while (more) {
            more = false;
            for (ToyBlock orphan : List.copyOf(orphans)) {
                ToyBlock parent = known.get(orphan.prevHash());
                if (parent == null) continue;
                orphans.remove(orphan);
                if (!trait.is(WireMutant.IGNORES_ORPHANS_INDEX) && !follows(orphan, parent)) continue;
                attach(orphan, parent, joined);
                if (trait.is(Mutant.ADOPTS_ONE_ORPHAN)) return;
                more = true;
            }
        }
    }
}
