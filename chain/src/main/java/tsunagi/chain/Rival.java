package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult.OriginRun;
import tsunagi.protocol.Hash;

/// A side branch that is too long for the pool: its frames lie one after another in a
/// file, or, while a start reads them there, in the block log. On the heap are only its
/// ends and the connection that it came from.
final class Rival {
    private final String name;
    private final long number;
    private final long fork;
    private final Hash forkHash;
    private final @Nullable ByteStore frames;

    /// The block at height `h` is entry `h - fork`.
    private final ActiveIndex index;

    private final List<OriginRun> origins = new ArrayList<>();
    /// How many of its lowest blocks have been on the active chain and lie in the log,
    /// where the index has them.
    private long returning;

    private Tip last;
    private long copied;
    private long grown;
    private long grownBefore;
    private int quietWindows;

    private Rival(String name, long number, Tip fork, @Nullable ByteStore frames, ByteStore index) throws IOException {
        this.name = name;
        this.number = number;
        this.fork = fork.index();
        this.forkHash = fork.hash();
        this.frames = frames;
        this.index = new ActiveIndex(index);
        this.last = fork;
    }

    /// One whose frames are copied to a file.
    ///
    /// @param fork the active block that it hangs on
    static Rival staged(String name, long number, Tip fork, RivalFiles files) throws IOException {
        ByteStore frames = files.open(frames(name));
        try {
            frames.truncate(0);
            return new Rival(name, number, fork, frames, files.open(index(name)));
        } catch (IOException e) {
            frames.close();
            throw e;
        }
    }

    /// One whose frames are in the block log already.
    static Rival inLog(String name, long number, Tip fork, RivalFiles files) throws IOException {
        return new Rival(name, number, fork, null, files.open(index(name)));
    }

    static String frames(String name) {
        return name + ".log";
    }

    static String index(String name) {
        return name + ".index";
    }

    String name() {
        return name;
    }

    /// What others may know of it.
    RivalBranch view() {
        return new RivalBranch(number, fork, last.index());
    }

    /// Height of the active block that it hangs on.
    long fork() {
        return fork;
    }

    /// Its highest block.
    Tip last() {
        return last;
    }

    boolean isInLog() {
        return frames == null;
    }

    /// Whether the block at this height of the branch, or the one that it hangs on, has this hash.
    boolean holds(long height, Hash hash) throws IOException {
        if (height == last.index()) return hash.equals(last.hash());
        if (height < fork || height > last.index()) return false;
        return (height == fork ? forkHash : index.entry(height - fork).hash()).equals(hash);
    }

    /// Whether the block is known by the frame at this offset of the log.
    boolean keeps(long height, Hash hash, long offset) throws IOException {
        return isInLog()
                && height > fork
                && holds(height, hash)
                && index.entry(height - fork).offset() == offset;
    }

    /// How many of the run's blocks, from the first on, are on the branch.
    int known(ProvenRun run) throws IOException {
        return index.matching(run, fork);
    }

    /// Puts a run on its highest block, which it follows.
    ///
    /// @param loggedAt where in the log its frames lie, if the branch is there
    void grow(ProvenRun run, Origin origin, long loggedAt) throws IOException {
        ByteStore file = frames;
        long offset = file == null ? loggedAt : file.size();
        noteOrigin(offset, origin);
        if (file != null) file.append(run.frames());
        index.append(offset, run);
        int top = run.size() - 1;
        grew(new Tip(run.index(top), run.hash(top)), run.size());
    }

    /// Whether one more block that has been on the active chain can stay where it lies in the
    /// log. Above one that has not, it is copied with it, because children must not come
    /// before their parents (4.2).
    boolean takesLogged() {
        return frames == null || returning == last.index() - fork;
    }

    /// Puts one block on its highest block, which it follows, and which [#takesLogged].
    void grow(PooledBlock block, PooledBlock.InLog place) throws IOException {
        index.append(place.offset(), place.length(), block.hash);
        if (frames != null) returning++;
        grew(new Tip(block.index, block.hash), 1);
    }

    /// Puts one block on its highest block, which it follows.
    void grow(PooledBlock block, ByteBuffer frame) throws IOException {
        ByteStore file = Objects.requireNonNull(frames);
        noteOrigin(file.size(), block.origin);
        index.append(file.size(), frame.remaining(), block.hash);
        file.append(frame);
        grew(new Tip(block.index, block.hash), 1);
    }

    private void grew(Tip tip, int blocks) {
        last = tip;
        grown += blocks;
        quietWindows = 0;
    }

    /// Keeps the first changes of origin, up to the limit. Later blocks count as local, so all
    /// peers get them.
    private void noteOrigin(long offset, Origin origin) {
        boolean known = origins.size() < ChainLimits.MAX_RIVAL_ORIGIN_RUNS;
        Origin noted = known ? origin : Origin.LOCAL;
        if (origins.isEmpty() || !origins.getLast().origin().equals(noted)) origins.add(new OriginRun(offset, noted));
    }

    /// Whether it has blocks that have been on the active chain. It can have them only as long as
    /// the pool remembers them too: a start knows no others.
    boolean isReturning() {
        return returning > 0;
    }

    /// Whether it can be cut back to a height: it has a block there, which is not known otherwise.
    boolean canCutTo(long height) {
        return height > fork + returning && height < last.index();
    }

    /// Whether all that is above a height came from this origin.
    boolean isFrom(Origin origin, long above) throws IOException {
        if (origins.isEmpty()) return true;
        OriginRun top = origins.getLast();
        return top.origin().equals(origin)
                && top.offset() <= index.entry(above + 1 - fork).offset();
    }

    /// Cuts it back to a height, at which it has a block.
    void cutTo(long height) throws IOException {
        ActiveIndex.Entry top = index.entry(height - fork);
        long end = top.offset() + top.length();
        index.cutTo(height - fork);
        if (frames != null) frames.truncate(end);
        origins.removeIf(run -> run.offset() >= end);
        last = new Tip(height, top.hash());
    }

    /// Another stretch of time has passed.
    void rotate() {
        quietWindows = grown == 0 ? quietWindows + 1 : 0;
        grownBefore = grown;
        grown = 0;
    }

    /// Blocks by which it grew lately.
    long growth() {
        return Math.max(grown, grownBefore);
    }

    /// For how many stretches of time it has not grown.
    int quietWindows() {
        return quietWindows;
    }

    /// Whether a part of it is in the log already.
    boolean isCopying() {
        return copied > 0;
    }

    /// Appends the next piece of its frames to the log.
    ///
    /// @return whether all of them are there now
    boolean copy(BlockLog log) throws IOException {
        ByteStore file = frames;
        if (file == null) return true;
        long left = file.size() - copied;
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(left, ChainLimits.COPIED_PIECE_BYTES));
        file.read(copied, piece);
        log.append(piece.flip());
        copied += piece.limit();
        return copied == file.size();
    }

    /// Whom the blocks came from, by where they lie now.
    ///
    /// @param start where in the log the copy of the frames begins
    List<OriginRun> origins(long start) {
        return origins.stream()
                .map(run -> new OriginRun(start + run.offset(), run.origin()))
                .toList();
    }

    /// Its entries as those of the active chain are, for `count` heights from `first` on.
    ///
    /// @param start where in the log the copy of the frames begins; 0 if they were always there
    ByteBuffer entries(long first, int count, long start) throws IOException {
        ByteBuffer entries = index.entries(first - fork, count);
        for (int at = Math.clamp(fork + returning - first + 1, 0, count); at < count; at++) {
            int place = at * ActiveIndex.ENTRY_BYTES;
            entries.putLong(place, start + entries.getLong(place));
        }
        return entries;
    }

    /// Where its blocks lie that have been on the active chain, lowest first.
    List<Extent> returning() throws IOException {
        List<Extent> stretches = new ArrayList<>();
        for (long at = 1; at <= returning; at++) {
            ActiveIndex.Entry entry = index.entry(at);
            long from = entry.offset();
            if (!stretches.isEmpty() && stretches.getLast().to() == from) {
                from = stretches.removeLast().from();
            }
            stretches.add(new Extent(from, entry.offset() + entry.length()));
        }
        return stretches;
    }

    /// Gives back the end of the file of frames, which are all in the log. To
    /// delete a long file takes long.
    ///
    /// @return whether the rest is short
    boolean shrink() throws IOException {
        if (frames == null) return true;
        long rest = Math.max(0, frames.size() - ChainLimits.GIVEN_BACK_BYTES);
        frames.truncate(rest);
        return rest == 0;
    }

    /// Gives its files back.
    void drop(RivalFiles files) throws IOException {
        try (index) {
            if (frames != null) frames.close();
        } finally {
            files.delete(frames(name));
            files.delete(index(name));
        }
    }
}
