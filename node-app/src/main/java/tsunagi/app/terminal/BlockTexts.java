package tsunagi.app.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import tsunagi.app.mining.MiningWatcher;
import tsunagi.chain.AddResult;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;
import tsunagi.protocol.Block;

/// Shows what blocks say. At a terminal these are the blocks that peers send and those that a
/// reorganisation takes off the chain. Everywhere it logs the whole text of blocks that were mined
/// here and left the chain, so that they can be typed again.
///
/// The threads that carry gossip only leave a note here. Another thread reads the blocks.
public final class BlockTexts implements Consumer<NodeEvent>, MiningWatcher {
    /// Of more blocks that come together, as in a sync, only the last is shown.
    static final int MOST_TOGETHER = 5;

    /// Blocks mined here whose texts one reorganisation logs.
    static final int MOST_OWN = 20;

    private static final int MAX_QUEUED = 256;
    private static final int NOTES_PER_SECOND = 20;
    private static final long NO_FORK = Long.MAX_VALUE;

    /// What changed.
    ///
    /// @param fork     height of the last block that was on the chain before and after
    /// @param departed how many blocks left the chain
    /// @param arrived  how many came from a peer
    private record Change(Tip before, Tip now, long fork, long departed, long arrived) {}

    /// Where notes are shown.
    private record Screen(IntSupplier columns, Consumer<String> notes) {}

    private final Node node;
    private final Logger log;
    private final OwnBlocks own = new OwnBlocks();
    private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(MAX_QUEUED);
    /// The lowest fork of those that found no place.
    private final AtomicLong missedFork = new AtomicLong(NO_FORK);
    private Tip tip;
    private volatile Screen screen = new Screen(() -> 0, note -> {});
    private long second;
    private int notes;

    public BlockTexts(Node node, Logger log) {
        this.node = node;
        this.log = log;
        this.tip = node.tip();
    }

    /// Begins to work.
    public BlockTexts start() {
        Thread.ofVirtual().name("block-texts").start(this::followAll);
        return this;
    }

    /// From now on, shows there what arrives and what leaves.
    void showOn(IntSupplier columns, Consumer<String> sink) {
        screen = new Screen(columns, sink);
    }

    @Override
    public void accept(NodeEvent event) {
        if (event instanceof NodeEvent.BlockMined mined) joined(mined.result(), mined.tip(), 0);
        if (event instanceof NodeEvent.BlockJoined joined) {
            joined(joined.result(), joined.tip(), joined.result().count());
        }
    }

    private synchronized void joined(AddResult.Joined result, Tip now, long arrived) {
        Tip before = tip;
        tip = now;
        switch (result) {
            case AddResult.Added added -> {
                if (arrived > 0) add(new Change(before, now, NO_FORK, 0, arrived));
            }
            case AddResult.Reorganised reorg ->
                add(new Change(before, now, reorg.forkIndex(), reorg.departed(), arrived));
            case AddResult.Switched rival -> add(new Change(before, now, rival.forkIndex(), rival.departed(), arrived));
        }
    }

    private void add(Change change) {
        if (!changes.offer(change)) missedFork.accumulateAndGet(change.fork(), Math::min);
    }

    @Override
    public void mined(Block block, Duration took) {
        own.add(block);
        // It may have left the chain before it was remembered.
        Tip now = node.tip();
        if (!now.hash().equals(block.hash())) add(new Change(now, now, block.index() - 1, 0, 0));
    }

    private void followAll() {
        try {
            while (true) {
                Change change = changes.take();
                long fork = Math.min(change.fork(), missedFork.getAndSet(NO_FORK));
                List<Block> told = fork == NO_FORK ? List.of() : tellOwn(fork);
                showDeparted(change, told);
                showArrived(change);
            }
        } catch (IOException e) {
            // The node has ended, and says why itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns which of them left.
    private List<Block> tellOwn(long fork) throws IOException {
        OwnBlocks.Change change =
                own.lookAbove(fork, block -> node.chain().holds(new Tip(block.index(), block.hash())));
        change.gone().stream().limit(MOST_OWN).forEach(this::lost);
        more(change.gone().size(), "left the chain");
        change.back().stream()
                .limit(MOST_OWN)
                .forEach(block -> log.atInfo()
                        .addKeyValue("height", block.index())
                        .addKeyValue("hash", block.hash())
                        .log("block {}, mined here, is on the chain again", block.index()));
        more(change.back().size(), "are on the chain again");
        return change.gone();
    }

    private void more(int count, String what) {
        int more = count - MOST_OWN;
        if (more == 1) log.warn("1 more block, mined here, {}", what.replace("are ", "is "));
        if (more > 1) log.warn("{} more blocks, mined here, {}", more, what);
    }

    /// Names all of it: what to type, line by line, so that it is mined again.
    private void lost(Block block) {
        List<String> lines = Retyped.lines(block).orElse(List.of());
        if (lines.size() == 1) {
            lost(block, "it was: " + lines.getFirst());
        } else if (lines.isEmpty()) {
            lost(block, "it was, in JSON: " + Retyped.json(block));
        } else {
            for (int i = 0; i < lines.size(); i++) {
                lost(block, "line " + (i + 1) + " of " + lines.size() + " was: " + lines.get(i));
            }
        }
    }

    private void lost(Block block, String what) {
        log.atWarn()
                .addKeyValue("height", block.index())
                .addKeyValue("hash", block.hash())
                .log("block {}, mined here, left the chain; {}", block.index(), what);
    }

    private void showDeparted(Change change, List<Block> told) throws IOException {
        List<Block> departed = new ArrayList<>();
        Optional<Block> next = change.departed() == 0
                ? Optional.empty()
                : node.chain().offChain(change.before().hash());
        while (next.isPresent() && next.get().index() > change.fork() && departed.size() < MOST_TOGETHER) {
            departed.add(next.get());
            next = node.chain().offChain(next.get().prevHash());
        }
        departed.removeIf(block -> told.stream().anyMatch(own -> own.hash().equals(block.hash())));
        for (Block block : departed.reversed()) note("  gone: ", block);
    }

    private void showArrived(Change change) throws IOException {
        if (change.arrived() == 0) return;
        int most = change.arrived() <= MOST_TOGETHER ? (int) change.arrived() : 1;
        List<Block> blocks = node.chain().below(change.now().index(), most);
        // The chain may have turned since; what came then has a note of its own.
        if (blocks.isEmpty() || !blocks.getFirst().hash().equals(change.now().hash())) return;
        for (Block block : blocks.reversed()) note("  ", block);
    }

    private void note(String start, Block block) {
        long now = System.nanoTime() / 1_000_000_000L;
        if (now != second) notes = 0;
        second = now;
        if (notes++ >= NOTES_PER_SECOND) return;
        Screen shownOn = screen;
        shownOn.notes().accept(Tables.note(start, block, shownOn.columns().getAsInt()));
    }
}
