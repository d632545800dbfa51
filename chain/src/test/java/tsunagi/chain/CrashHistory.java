package tsunagi.chain;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// The life of a node up to a crash: what it did to its disk, step by step, and what it had
/// promised at each.
final class CrashHistory {
    private static final Branches FREE = Branches.FREE;
    private static final int MAX_DATA_CHARS = 1_500;
    private static final int MAX_FORK_DEPTH = 4;

    private final SimulatedDisk disk = SimulatedDisk.empty();
    private final CrashTrial.Start start;
    private final Random random;
    private final Map<Hash, Block> blocks = new HashMap<>();
    private final TreeMap<Integer, Long> promisedEnds = new TreeMap<>();
    private final TreeMap<Long, Tip> tips = new TreeMap<>();
    private Chain chain;

    private CrashHistory(CrashTrial.Start start, Random random) throws IOException {
        this.start = start;
        this.random = random;
        blocks.put(FREE.genesis().hash(), FREE.genesis());
        promisedEnds.put(0, 0L);
        this.chain = start.on(disk).chain();
        note();
    }

    /// Some of everything: blocks mined here and forced, blocks of peers, forces of groups,
    /// checkpoints, stops and starts.
    static CrashHistory linear(int steps, CrashTrial.Start start, Random random) throws IOException {
        return of(steps, false, start, random);
    }

    /// The same, with branches of peers that outgrow the chain.
    static CrashHistory withForks(int steps, CrashTrial.Start start, Random random) throws IOException {
        return of(steps, true, start, random);
    }

    private static CrashHistory of(int steps, boolean forks, CrashTrial.Start start, Random random) throws IOException {
        CrashHistory history = new CrashHistory(start, random);
        for (int i = 0; i < steps; i++) history.step(forks);
        return history;
    }

    SimulatedDisk disk() {
        return disk;
    }

    /// The block that there was with this hash, genesis too.
    Block block(Hash hash) {
        return Objects.requireNonNull(blocks.get(hash), () -> "never mined: " + hash);
    }

    /// How much of the log was durable, by the log's own word, after so many changes to the disk.
    long promisedEndAfter(int changes) {
        return promisedEnds.floorEntry(changes).getValue();
    }

    /// The tip when the log had this length, or when it was last shorter.
    Tip tipAt(long logEnd) {
        return tips.floorEntry(logEnd).getValue();
    }

    private void step(boolean forks) throws IOException {
        int dice = random.nextInt(forks ? 14 : 12);
        if (dice < 4) mine();
        else if (dice < 8) chain.add(child(tipBlock()), Branches.ALICE);
        else if (dice < 9) chain.log().force();
        else if (dice < 10) restart();
        else if (dice < 12) Kept.keep(chain);
        else outgrow();
        note();
    }

    private void mine() throws IOException {
        chain.add(child(tipBlock()), Origin.LOCAL);
        chain.log().force();
    }

    private void restart() throws IOException {
        if (random.nextBoolean()) Kept.keep(chain);
        chain.close();
        note();
        chain = start.on(disk).chain();
    }

    /// A peer has a branch that is one block longer.
    private void outgrow() throws IOException {
        Block fork = tipBlock();
        long depth = Math.min(random.nextInt(1, MAX_FORK_DEPTH), fork.index());
        for (int i = 0; i < depth; i++) fork = block(fork.prevHash());
        Block last = fork;
        for (int i = 0; i <= depth; i++) {
            last = child(last);
            chain.add(last, Branches.BOB);
        }
    }

    private Block tipBlock() {
        return block(chain.tip().hash());
    }

    private Block child(Block parent) {
        String data = blocks.size() + "x".repeat(random.nextInt(MAX_DATA_CHARS));
        Block child = FREE.child(parent, data);
        blocks.put(child.hash(), child);
        return child;
    }

    private void note() {
        promisedEnds.put(disk.changes(), chain.log().durableEnd());
        tips.put(chain.log().end(), chain.tip());
    }
}
