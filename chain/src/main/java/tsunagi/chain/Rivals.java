package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// The side branches that are too long for the pool, at most [ChainLimits#MAX_RIVALS] at once.
///
/// Each has at most one block more than the part of the active chain that it would replace: one
/// that is longer becomes the active chain. If a file of one cannot be written, that branch is
/// dropped and the chain goes on without it.
final class Rivals implements Closeable {
    private final RivalFiles files;
    private final int leastBlocks;

    /// The one that has grown last is last.
    private final List<Rival> rivals = new ArrayList<>(ChainLimits.MAX_RIVALS);

    private @Nullable Rival longer;

    /// The active chain, which still needs a file of it.
    private @Nullable Rival active;

    private @Nullable IOException failure;
    private long begun;
    private int ticks;
    private int pausedTicks;

    /// @param leastBlocks of a branch in the pool that makes it a rival
    Rivals(RivalFiles files, int leastBlocks) {
        this.files = files;
        this.leastBlocks = leastBlocks;
    }

    /// What a rival has taken.
    ///
    /// @param count of how many blocks, from the first on
    record Taken(Rival rival, int count) {}

    /// The rival that is longer than the active chain, until it is the active chain.
    @Nullable
    Rival winner() {
        return longer;
    }

    boolean holds(long height, Hash hash) throws IOException {
        for (Rival rival : rivals) {
            if (height > rival.fork() && rival.holds(height, hash)) return true;
        }
        return false;
    }

    boolean keeps(long height, Hash hash, long offset) throws IOException {
        for (Rival rival : rivals) {
            if (rival.keeps(height, hash, offset)) return true;
        }
        return false;
    }

    /// How many of the run's blocks, from the first on, are on a rival.
    int known(ProvenRun run) throws IOException {
        int most = 0;
        for (Rival rival : rivals) most = Math.max(most, rival.known(run));
        return most;
    }

    /// How many blocks are on rivals.
    long blocks() {
        return rivals.stream()
                .mapToLong(rival -> rival.last().index() - rival.fork())
                .sum();
    }

    List<RivalBranch> views() {
        return rivals.stream().map(Rival::view).toList();
    }

    /// The highest blocks of rivals that are not the longer one.
    List<Tip> tips() {
        return rivals.stream().filter(rival -> rival != longer).map(Rival::last).toList();
    }

    /// Puts the blocks on the rival that they go on, up to the first that makes it
    /// longer than the active chain.
    ///
    /// @param loggedAt where in the log they lie; below 0 if they came from outside
    /// @param tip      height of the active chain
    /// @return nothing if they go on none
    Optional<Taken> grow(ProvenRun run, Origin origin, long loggedAt, long tip) throws IOException {
        Hash parent = run.get(0).prevHash();
        for (Rival rival : List.copyOf(rivals)) {
            if (!goesOn(rival, run.index(0) - 1, parent, origin)) continue;
            long room = tip + 1 - rival.last().index();
            int count = rival == longer ? run.size() : (int) Math.min(run.size(), room);
            if (count <= 0) return Optional.empty();
            if (!wrote(rival, () -> rival.grow(run.subList(0, count), origin, loggedAt))) return Optional.empty();
            grew(rival, tip);
            return Optional.of(new Taken(rival, count));
        }
        return Optional.empty();
    }

    /// Puts one block on a rival, whose highest block is its parent.
    ///
    /// @param log where the block is copied from, if it must be
    /// @return whether the rival is still there
    boolean grow(Rival rival, PooledBlock block, BlockLog log, long tip) throws IOException {
        boolean grown;
        if (block.body instanceof PooledBlock.InLog place && rival.takesLogged()) {
            grown = wrote(rival, () -> rival.grow(block, place));
        } else {
            ByteBuffer frame = log.frame(block.body);
            grown = wrote(rival, () -> rival.grow(block, frame));
        }
        if (grown) grew(rival, tip);
        return grown;
    }

    private void grew(Rival rival, long tip) {
        rivals.remove(rival);
        rivals.add(rival);
        if (longer == null && rival.last().index() > tip) longer = rival;
    }

    /// Whether the block after the parent goes on the rival. If the parent is not its highest
    /// block, the rival is cut back to it, but only if nobody else works at what is cut off.
    private boolean goesOn(Rival rival, long parentHeight, Hash parent, Origin origin) throws IOException {
        if (parent.equals(rival.last().hash()))
            return parentHeight == rival.last().index();
        if (rival == longer || !rival.canCutTo(parentHeight) || !rival.holds(parentHeight, parent)) return false;
        if (rival.quietWindows() == 0 && !rival.isFrom(origin, parentHeight)) return false;
        return wrote(rival, () -> rival.cutTo(parentHeight));
    }

    /// Begins a rival without blocks, if there is room for one.
    ///
    /// @param fork  the active block that it hangs on
    /// @param inLog whether its frames are in the block log
    @Nullable
    Rival begin(Tip fork, boolean inLog) throws IOException {
        if (!mayBegin(inLog)) return null;
        if (rivals.size() == ChainLimits.MAX_RIVALS) drop(weakest(inLog));
        String name = freeName();
        try {
            Rival rival = inLog ? Rival.inLog(name, ++begun, fork, files) : Rival.staged(name, ++begun, fork, files);
            rivals.add(rival);
            return rival;
        } catch (IOException e) {
            if (inLog) throw e;
            failed(e);
            return null;
        }
    }

    /// Whether a branch of the pool should become a rival, and can: if it is long, or
    /// if the pool has no room. Else many strangers with little each could keep a
    /// branch from ever getting long.
    boolean wants(PooledBlock best, boolean overfull, boolean inLog) {
        int least = overfull ? Math.max(1, leastBlocks / ChainLimits.CROWDED_BRANCH_DIVISOR) : leastBlocks;
        return best.arrivedInRow >= least && mayBegin(inLog);
    }

    private boolean mayBegin(boolean inLog) {
        if (longer != null || active != null || pausedTicks > 0) return false;
        return rivals.size() < ChainLimits.MAX_RIVALS || weakest(inLog) != null;
    }

    /// Returns the rival to drop for a new one: of those that grew by fewer blocks than the new one
    /// has, the one that grew longest ago. A log has one rival after another, so a start always
    /// drops the older one.
    private @Nullable Rival weakest(boolean inLog) {
        for (Rival rival : rivals) {
            if (inLog || rival.growth() < leastBlocks) return rival;
        }
        return null;
    }

    private String freeName() {
        int number = 1;
        while (isTaken(name(number))) number++;
        return name(number);
    }

    private boolean isTaken(String name) {
        return rivals.stream().anyMatch(rival -> rival.name().equals(name));
    }

    private static String name(int number) {
        return "rival-" + number;
    }

    /// The files that a process may have left that was killed.
    static Collection<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= ChainLimits.MAX_RIVALS; number++) {
            names.add(Rival.frames(name(number)));
            names.add(Rival.index(name(number)));
        }
        return names;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /// Writes files of the rival, and drops it if that fails. Throws during a start, because there
    /// the rival may become the chain.
    ///
    /// @return whether the files are written
    private boolean wrote(Rival rival, Write write) throws IOException {
        try {
            write.run();
            return true;
        } catch (IOException e) {
            if (rival.isInLog() || rival.isCopying()) throw e;
            drop(rival);
            failed(e);
            return false;
        }
    }

    private void failed(IOException e) {
        failure = e;
        pausedTicks = ChainLimits.RIVAL_PAUSE_TICKS;
    }

    /// Why a rival had to be dropped, since this was last asked.
    Optional<IOException> takeFailure() {
        Optional<IOException> taken = Optional.ofNullable(failure);
        failure = null;
        return taken;
    }

    /// Some time has passed: drops a rival that has not grown for too long.
    void tick() {
        if (pausedTicks > 0) pausedTicks--;
        if (++ticks % ChainLimits.RIVAL_WINDOW_TICKS != 0) return;
        for (Rival rival : List.copyOf(rivals)) {
            rival.rotate();
            if (rival != longer && rival.quietWindows() >= ChainLimits.KEPT_RIVAL_WINDOWS) drop(rival);
        }
    }

    /// The active chain was cut back: what hung on what was cut off hangs on nothing.
    ///
    /// @param forgotten whether blocks that had departed were forgotten for it
    void cutTo(long fork, boolean forgotten) {
        for (Rival rival : List.copyOf(rivals)) {
            boolean lost = rival.fork() > fork || (forgotten && rival.isReturning());
            if (lost && rival != longer) drop(rival);
        }
    }

    /// The active chain has this height now.
    void lookForLonger(long tip) {
        for (Rival rival : rivals) {
            if (rival.last().index() > tip) longer = rival;
        }
    }

    /// The longer rival is the active chain. Its files stay until it is [dropped][#drop].
    void becameActive(Rival rival) {
        rivals.remove(rival);
        longer = null;
        active = rival;
    }

    void drop(@Nullable Rival rival) {
        if (rival == null) return;
        rivals.remove(rival);
        if (longer == rival) longer = null;
        if (active == rival) active = null;
        try {
            rival.drop(files);
        } catch (IOException e) {
            // The next start deletes what is left of it.
            failure = e;
        }
    }

    /// Drops all of them.
    void clear() {
        for (Rival rival : List.copyOf(rivals)) drop(rival);
    }

    @Override
    public void close() {
        drop(active);
        clear();
    }
}
