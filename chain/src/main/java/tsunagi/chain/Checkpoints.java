package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The checkpoint of a log in a directory: reads it, writes it, and removes it before it becomes
/// untrue.
///
/// | order on disk | why |
/// | --- | --- |
/// | log, index, then the checkpoint, which takes its name when it is forced | it never speaks of bytes that a loss of
/// power can take |
/// | the checkpoint is removed, then the index is cut below what it relies on | it never speaks of entries that were
/// overwritten |
///
/// Used under the lock of its [Chain], except for [#write].
final class Checkpoints {
    static final String FILE = "chain.checkpoint";
    private static final String PARTIAL = FILE + ".partial";
    private static final int MAX_FILE_BYTES = 1 << 30;

    private final Directory directory;
    private final ChainParameters parameters;
    private final CheckpointSizes sizes;
    private final CheckedStore log;
    private final CheckedStore index;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;
    private volatile boolean refuted;

    /// How much of the index a checkpoint relies on that is there or about to be.
    private long reliedOn;

    /// How often the index was cut below that.
    private long cuts;

    private long believedLogEnd;
    private long coveredEnd;
    private long damagedBytes;

    /// A checkpoint that is not in its place yet.
    ///
    /// @param cuts how often the index had been cut
    record Draft(Checkpoint checkpoint, long cuts) {}

    Checkpoints(
            Directory directory, ChainParameters parameters, CheckpointSizes sizes, ByteStore log, ByteStore index) {
        this.directory = directory;
        this.parameters = parameters;
        this.sizes = sizes;
        this.log = new CheckedStore(log, sizes.logExtentBytes(), new OfLog());
        this.index = new CheckedStore(index, sizes.indexExtentBytes(), new OfIndex());
    }

    /// The log, with checksums.
    CheckedStore log() {
        return log;
    }

    /// The index, with checksums.
    CheckedStore index() {
        return index;
    }

    private final class OfLog implements CheckedStore.Watch {
        @Override
        public void beforeCut(long size) {
            // A start cuts off what is behind the last block, and so behind the checkpoint.
        }

        @Override
        public IOException damaged(Extent where) {
            return refute(damageIn(LogFiles.LOG, where)
                    + "; a start that reads all of it passes over the damage, and peers send what is missing");
        }

        @Override
        public IOException changed(Extent where) {
            return refute(directory.place(LogFiles.LOG)
                    + " was changed while the node ran: it is not what the node wrote between bytes " + where.from()
                    + " and " + where.to() + "; find out what else writes to it. The next start reads all of it, passes"
                    + " over the damage and gets from peers what is missing");
        }
    }

    private final class OfIndex implements CheckedStore.Watch {
        @Override
        public void beforeCut(long size) throws IOException {
            if (size >= reliedOn) return;
            cuts++;
            discard();
        }

        @Override
        public IOException damaged(Extent where) {
            return refute(damageIn(LogFiles.INDEX, where) + "; a start that reads the whole log makes it again");
        }

        @Override
        public IOException changed(Extent where) {
            return damaged(where);
        }
    }

    private String damageIn(String name, Extent where) {
        return directory.place(name) + " is damaged between bytes " + where.from() + " and " + where.to();
    }

    /// What the checkpoint says has turned out to be wrong: no start must believe it again.
    ///
    /// @return an exception with this message
    IOException refute(String why) {
        refuted = true;
        IOException refutation = new IOException(why);
        try {
            remove();
        } catch (IOException e) {
            refutation.addSuppressed(e);
        }
        return refutation;
    }

    /// The checkpoint that there is.
    ///
    /// @throws IOException if it cannot be used; its message says why
    Optional<Checkpoint> found() throws IOException {
        if (!directory.holds(FILE)) return Optional.empty();
        try (ByteStore file = directory.open(FILE)) {
            if (file.size() > MAX_FILE_BYTES) throw new IOException("it is too long for one");
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return Optional.of(Checkpoint.decoded(bytes.array(), parameters, sizes));
        }
    }

    /// Believes a checkpoint, after a look at both ends of the files.
    ///
    /// @throws IOException if they do not fit it
    void believe(Checkpoint checkpoint) throws IOException {
        long logEnd = checkpoint.logEnd();
        if (log.size() < logEnd) throw shorter(logEnd - log.size(), checkpoint.height());
        log.expect(checkpoint.logSums());
        ByteBuffer unfinished = ByteBuffer.allocate((int) (logEnd - log.sums().end()));
        log.scan(log.sums().end(), unfinished);
        if (log.sums().unfinished() != checkpoint.unfinishedLogSum()) throw new IOException("it is of another log");
        log.check(0, Math.min(1, logEnd));
        log.check(Math.max(0, logEnd - sizes.bytesAtStart()), logEnd);
        long indexEnd = checkpoint.indexedHeight() * ActiveIndex.ENTRY_BYTES;
        if (index.size() < indexEnd) throw new IOException("the index is shorter than it says");
        index.expect(checkpoint.indexSums());
        index.check(Math.max(0, indexEnd - sizes.bytesAtStart()), indexEnd);
        reliedOn = indexEnd;
        coveredEnd = logEnd;
        believedLogEnd = logEnd;
        damagedBytes = checkpoint.damagedBytes();
    }

    /// The bytes were on disk when the checkpoint was written, so no crash took them.
    private static IOException shorter(long missing, long height) {
        return new IOException("the log is " + missing + (missing == 1 ? " byte" : " bytes")
                + " shorter than it says, and the chain had height " + height);
    }

    /// How much of the log no start has read since the checkpoint was written.
    long believedLogEnd() {
        return believedLogEnd;
    }

    /// Removes the checkpoint and believes nothing of what there is.
    void discard() throws IOException {
        remove();
        reliedOn = 0;
        coveredEnd = 0;
    }

    /// Removes the checkpoint, and what is expected of both files because of it.
    void startAnew() throws IOException {
        discard();
        refuted = false;
        log.expect(new int[0]);
        index.expect(new int[0]);
    }

    private void remove() throws IOException {
        remove(directory);
    }

    /// Removes the checkpoint from a directory.
    static void remove(Directory directory) throws IOException {
        if (!directory.holds(FILE)) return;
        directory.delete(FILE);
        directory.force();
    }

    /// The log was read through.
    ///
    /// @param damaged bytes of it that are no block and stay there
    void readThrough(long damaged) {
        damagedBytes = damaged;
    }

    /// A new checkpoint, if the log has grown by so many bytes since the last.
    Optional<Draft> draft(long leastBytes, ActiveChain active, BlockPool pool) throws IOException {
        long end = log.sums().end();
        if (refuted || end == coveredEnd || end - coveredEnd < leastBytes) return Optional.empty();
        active.writeIndex();
        long height = active.tip().index();
        long indexed = (long) sizes.indexExtents(height) * sizes.indexExtentEntries();
        Checkpoint checkpoint = Checkpoint.of(
                sizes, log.sums(), damagedBytes, height, index.sums(), active.entriesAbove(indexed), pool.logged());
        reliedOn = Math.max(reliedOn, indexed * ActiveIndex.ENTRY_BYTES);
        return Optional.of(new Draft(checkpoint, cuts));
    }

    /// Puts it on disk, after what it speaks of, but not in its place. By one thread at a time.
    ///
    /// @param blocks the log
    void write(Draft draft, BlockLog blocks) throws IOException {
        writing.lock();
        try {
            if (closed) throw new ClosedChannelException();
            blocks.force();
            index.force();
            try (ByteStore file = directory.open(PARTIAL)) {
                file.truncate(0);
                file.append(draft.checkpoint().encoded(parameters));
                file.force();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Puts it in its place, unless what it speaks of has been cut off or refuted meanwhile.
    void put(Draft draft) throws IOException {
        if (refuted || draft.cuts() != cuts) return;
        directory.rename(PARTIAL, FILE);
        coveredEnd = draft.checkpoint().logEnd();
        if (refuted) remove();
    }

    /// Ends all writing.
    void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }
}
