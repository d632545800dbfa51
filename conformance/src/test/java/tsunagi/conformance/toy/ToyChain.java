package tsunagi.conformance.toy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All blocks that a toy knows, and which of them are its chain (3.3 to 3.8).
/// Guarded by the node's lock.
final class ToyChain {
    /// What became of a block, and what is to be relayed because of it.
    record Result(boolean parentMissing, List<ToyBlock> relayed) {}

    private static final Result DROPPED = new Result(false, List.of());
    private static final int MAX_FRAME = 4096;
    private static final int MAX_ORPHANS = 256;
    private static final List<Integer> MOST_LEFT = List.of(1, 3, 10, 50);
    private static final int MOST_LEFT_DEEP = 500;
    private static final int MOST_ASIDE = 300;
    private static final int MOST_SIBLINGS = 50;
    private static final int MOST_BRANCHES = 64;
    private static final int MOST_ORPHAN_BYTES = 32_768;

    private final Trait trait;
    private final Map<String, ToyBlock> known = new HashMap<>();
    private final Map<String, Integer> heights = new HashMap<>();
    private final List<ToyBlock> orphans = new ArrayList<>();
    private final List<ToyBlock> active = new ArrayList<>();
    /// Hashes of all blocks that came, in the order in which they first did.
    private final Set<String> seen = new LinkedHashSet<>();
    private final Set<String> left = new HashSet<>();
    private final List<ToyBlock> newestSide = new ArrayList<>();
    /// First blocks of the branches that left the chain, in the order in which they came.
    private final List<ToyBlock> branches = new ArrayList<>();
    private final Set<String> abandoned = new HashSet<>();
    private ToyBlock miningTip;
    private boolean starting;
    private int everOrphan;
    private long orphanSince;
    private int reorganisations;

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

    /// Whether what is added is what the toy had when it ended.
    void starts(boolean yes) {
        starting = yes;
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
        seen.add(block.hash());
        boolean checked = !trait.is(Mutant.ADOPTS_WITHOUT_WORK) || known.containsKey(block.prevHash());
        if (checked && !block.hasWork(trait)) {
            boolean asks = trait.is(Mutant.ASKS_FOR_BAD_WORK) && !known.containsKey(block.prevHash());
            return new Result(asks, trait.is(Mutant.RELAYS_BAD_WORK) ? List.of(block) : List.of());
        }
        boolean measured = !trait.is(StateMutant.MEASURES_NO_ORPHANS) || known.containsKey(block.prevHash());
        boolean fits = !measured || length(block) <= MAX_FRAME;
        if (!fits && !trait.is(Mutant.IGNORES_CANONICAL_SIZE) && !trait.is(Mutant.MINES_OVERLONG)) return DROPPED;
        if (known.containsKey(block.hash())) return addAgain(block);
        if (trait.is(Mutant.RELAYS_AND_FORGETS)) return new Result(false, List.of(block));
        ToyBlock parent = parentOf(block);
        if (parent == null) return addOrphan(block);
        if (!follows(block, parent) || hasNoRoomFor(parent)) return DROPPED;
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
        boolean onChain = active.stream().anyMatch(block::isSame);
        boolean again = trait.is(Mutant.RELAYS_DUPLICATES)
                || (trait.is(Mutant.RELAYS_KNOWN_SIDE_BLOCKS) && !onChain)
                || (trait.is(Mutant.RELAYS_LEFT_BLOCKS) && left.contains(block.hash()) && !onChain);
        if (again) return new Result(false, List.of(block));
        byte[] before = ToyWriter.frame(known.getOrDefault(block.hash(), block), trait);
        boolean other = !Arrays.equals(before, ToyWriter.frame(block, trait));
        if (!trait.is(Mutant.SECOND_FORM_WINS) || !other) return DROPPED;
        Collections.replaceAll(active, known.put(block.hash(), block), block);
        return new Result(false, List.of(block));
    }

    private @Nullable ToyBlock parentOf(ToyBlock block) {
        boolean next = block.index() == tip().index() + 1;
        boolean alike = block.prevHash().regionMatches(0, tip().hash(), 0, 63);
        boolean takesTip =
                trait.is(Mutant.IGNORES_PREV_HASH) || (trait.is(Mutant.IGNORES_LAST_DIGIT_OF_PREV_HASH) && alike);
        return takesTip && next ? tip() : known.get(block.prevHash());
    }

    /// What no correct node does: forgets orphans because of a connection.
    void dropOrphans(Set<String> hashes) {
        orphans.removeIf(orphan -> hashes.contains(orphan.hash()));
    }

    /// What no correct node does: remembers whose orphans come from peers that have gone.
    void abandon(Set<String> hashes) {
        abandoned.addAll(hashes);
    }

    /// What no correct node does: forgets that it knows the oldest blocks of its chain.
    void forgetAllBut(int newest) {
        for (int i = 1; i < active.size() - newest; i++)
            known.remove(active.get(i).hash());
    }

    /// Whether a block has no parent here, and is no orphan yet.
    boolean isNewOrphan(ToyBlock block) {
        return !known.containsKey(block.prevHash()) && orphans.stream().noneMatch(block::isSame);
    }

    private Result addOrphan(ToyBlock block) {
        if (trait.is(Mutant.DROPS_ORPHANS)) return DROPPED;
        if (trait.is(StateMutant.USES_ITS_POOL_UP) && ++everOrphan > MAX_ORPHANS) return new Result(true, List.of());
        if (abandoned.contains(block.hash())) orphans.removeIf(block::isSame);
        if (orphans.stream().anyMatch(block::isSame) && !trait.is(Mutant.RELAYS_ORPHANS_TWICE))
            return new Result(true, List.of());
        if (isOneSiblingTooMany(block)) return new Result(true, List.of());
        if (trait.is(StateMutant.KEEPS_32_KIB_OF_ORPHANS)) makeRoomFor(block);
        if (orphans.isEmpty()) orphanSince = System.nanoTime();
        if (orphans.size() == maxOrphans()) orphans.removeFirst();
        orphans.add(block);
        return new Result(true, trait.is(Mutant.RELAYS_ORPHANS) ? List.of(block) : List.of());
    }

    private void makeRoomFor(ToyBlock block) {
        int bytes = length(block) + orphans.stream().mapToInt(this::length).sum();
        while (bytes > MOST_ORPHAN_BYTES) bytes -= length(orphans.removeFirst());
    }

    /// What no correct node counts: the orphans that hang on one parent.
    private boolean isOneSiblingTooMany(ToyBlock block) {
        List<ToyBlock> siblings = orphans.stream()
                .filter(other -> other.prevHash().equals(block.prevHash()))
                .toList();
        if (siblings.size() < MOST_SIBLINGS) return false;
        if (trait.is(StateMutant.THE_NEWEST_FIFTY_ORPHANS_OF_ONE_PARENT)) orphans.remove(siblings.getFirst());
        return trait.is(StateMutant.FIFTY_ORPHANS_OF_ONE_PARENT);
    }

    private int maxOrphans() {
        if (trait.is(Mutant.KEEPS_TEN_ORPHANS)) return 10;
        if (trait.is(StateMutant.KEEPS_110_ORPHANS)) return 110;
        return trait.is(Mutant.KEEPS_A_HUNDRED_ORPHANS) ? 100 : MAX_ORPHANS;
    }

    private boolean follows(ToyBlock block, ToyBlock parent) {
        if (trait.is(Mutant.WANTS_RISING_TIME) && block.timestamp() < parent.timestamp()) return false;
        if (trait.is(Mutant.REFUSES_THE_FUTURE)
                && block.timestamp() > Instant.now().getEpochSecond() + 7200) return false;
        if (!ToyLedger.accepts(block, active, trait)) return false;
        return block.index() == parent.index() + 1 || trait.is(Mutant.IGNORES_INDEX);
    }

    private boolean hasNoRoomFor(ToyBlock parent) {
        if (trait.is(StateMutant.ONE_CHILD_OF_A_SIDE_BLOCK) && !active.contains(parent)) {
            return known.values().stream().anyMatch(other -> other.prevHash().equals(parent.hash()));
        }
        boolean begins = active.contains(parent) && !parent.equals(tip());
        if (begins && branches.size() >= MOST_BRANCHES && trait.is(StateMutant.KEEPS_64_SIDE_BRANCHES)) return true;
        int aside = known.size() - active.size();
        return trait.is(StateMutant.KEEPS_300_SIDE_BLOCKS) && aside >= MOST_ASIDE && !parent.equals(tip());
    }

    private void attach(ToyBlock block, ToyBlock parent, List<ToyBlock> joined) {
        int height = heights.getOrDefault(parent.hash(), 0) + 1;
        known.put(block.hash(), block);
        heights.put(block.hash(), height);
        if (trait.is(Mutant.KEEPS_ONE_SIDE_BRANCH) && !parent.equals(tip())) keepNewestSideOnly(block, parent);
        if (active.contains(parent) && !parent.equals(tip())) branches.add(block);
        boolean crowded = branches.size() > MOST_BRANCHES && trait.is(StateMutant.KEEPS_THE_NEWEST_64_SIDE_BRANCHES);
        if (crowded) known.remove(branches.removeFirst().hash());
        int longer = height - (active.size() - 1);
        boolean stays = trait.is(Mutant.KEEPS_OWN_BRANCH) || (starting && trait.is(Mutant.STARTS_ON_FIRST_BRANCH));
        if (parent.equals(tip())) {
            active.add(block);
            miningTip = block;
            joined.add(block);
        } else if ((longer > 0 && !stays) || (longer == 0 && winsTie(block))) {
            reorganise(block, joined);
        } else if (trait.is(Mutant.RELAYS_SIDE_BLOCKS)) {
            joined.add(block);
        }
    }

    private void keepNewestSideOnly(ToyBlock block, ToyBlock parent) {
        if (!newestSide.isEmpty() && !parent.equals(newestSide.getLast())) {
            newestSide.stream().filter(side -> !active.contains(side)).forEach(side -> known.remove(side.hash()));
            newestSide.clear();
        }
        newestSide.add(block);
    }

    /// Whether a block that is as high as the tip becomes the tip; of a right toy, never.
    private boolean winsTie(ToyBlock block) {
        int hashes = block.hash().compareTo(tip().hash());
        int times = Long.compare(block.timestamp(), tip().timestamp());
        return trait.is(Mutant.TAKES_LATEST_BRANCH)
                || (trait.is(Mutant.TIES_TO_LOWER_HASH) && hashes < 0)
                || (trait.is(Mutant.TIES_TO_HIGHER_HASH) && hashes > 0)
                || (trait.is(Mutant.TIES_TO_OLDER_TIP) && times < 0)
                || (trait.is(Mutant.TIES_TO_YOUNGER_TIP) && times > 0)
                || (trait.is(Mutant.TIES_TO_FIRST_SEEN) && cameBefore(block, tip()));
    }

    private boolean cameBefore(ToyBlock one, ToyBlock other) {
        List<String> order = List.copyOf(seen);
        return order.indexOf(one.hash()) < order.indexOf(other.hash());
    }

    private void reorganise(ToyBlock newTip, List<ToyBlock> joined) {
        List<ToyBlock> branch = new ArrayList<>();
        ToyBlock at = newTip;
        while (at != null && !active.contains(at)) {
            branch.addFirst(at);
            at = known.get(at.prevHash());
        }
        int fork = active.indexOf(at);
        List<ToyBlock> leaving = active.subList(fork + 1, active.size());
        int bound = trait.place(Mutant.REORGANISES);
        if (bound > 0 && leaving.size() > MOST_LEFT.get(bound - 1)) return;
        if (trait.is(StateMutant.REORGANISES_500_AT_MOST) && leaving.size() > MOST_LEFT_DEEP) return;
        leaving.forEach(block -> left.add(block.hash()));
        if (trait.is(Mutant.FORGETS_OLD_BRANCH)) leaving.forEach(block -> known.remove(block.hash()));
        if (!trait.is(Mutant.STACKS_BRANCHES)) leaving.clear();
        active.addAll(branch);
        if (!trait.is(Mutant.GROWS_ON_THE_OLD_TIP)) miningTip = newTip;
        reorganisations++;
        boolean forgets = reorganisations == 4 && trait.is(StateMutant.FORGETS_ORPHANS_AT_THE_4TH_REORGANISATION);
        if (forgets) orphans.clear();
        boolean tipOnly = trait.is(Mutant.RELAYS_TIP_ONLY)
                || (reorganisations >= 5 && trait.is(StateMutant.RELAYS_TIPS_FROM_THE_5TH_REORGANISATION));
        joined.addAll(tipOnly ? List.of(newTip) : branch);
    }

    /// Lets the orphans follow whose parents are known by now (3.7).
    private void adopt(List<ToyBlock> joined) {
        boolean old = System.nanoTime() - orphanSince > TimeUnit.SECONDS.toNanos(20);
        if (old && trait.is(StateMutant.DROPS_ORPHANS_AFTER_20_S)) orphans.clear();
        Set<String> parentsAside = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (ToyBlock orphan : List.copyOf(orphans)) {
                ToyBlock parent = known.get(orphan.prevHash());
                if (parent == null) continue;
                orphans.remove(orphan);
                boolean isSecondAside = !active.contains(parent) && !parentsAside.add(parent.hash());
                if (isSecondAside && trait.is(StateMutant.ONE_ORPHAN_JOINS_A_SIDE_BRANCH)) continue;
                boolean hasNewer =
                        orphans.stream().anyMatch(other -> other.prevHash().equals(orphan.prevHash()));
                boolean newestOnly = trait.is(StateMutant.THE_NEWEST_ORPHAN_JOINS_A_SIDE_BRANCH);
                if (newestOnly && hasNewer && !active.contains(parent)) continue;
                boolean anyIndex = trait.is(Mutant.ADOPTS_ANY_INDEX);
                if (!follows(orphan, parent) && !anyIndex) continue;
                boolean again = known.containsKey(orphan.hash());
                if (again && trait.is(Mutant.RELAYS_ORPHANS_TWICE)) joined.add(orphan);
                else if (!again) attach(orphan, parent, joined);
                if (trait.is(Mutant.ADOPTS_ONE_ORPHAN)) return;
                more = true;
            }
        }
    }
}
