package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The log with its index and its checkpoint in a directory, and next to them what recovery cut
/// off.
///
/// What is cut off gets its final name only when all of it is on disk, and the log is cut only
/// when that name is. So whatever a crash of the recovery itself leaves behind, every byte is in
/// the log or in a file that is complete.
final class LogFiles {
    static final String LOG = "chain.log";
    static final String INDEX = "chain.index";
    private static final String PARTIAL = LOG + ".cut.partial";
    private static final int COPY_BYTES = 256 * 1024;

    private final Directory directory;
    private final CheckpointSizes sizes;
    private final BranchLimits limits;

    LogFiles(Directory directory, CheckpointSizes sizes) {
        this(directory, sizes, BranchLimits.USUAL);
    }

    /// @param limits for what the chain knows off the active chain
    LogFiles(Directory directory, CheckpointSizes sizes, BranchLimits limits) {
        this.directory = directory;
        this.sizes = sizes;
        this.limits = limits;
    }

    /// Opens the chain; genesis alone if the directory is empty.
    Chain.Opened open(ChainParameters parameters) throws IOException {
        ByteStore log = directory.openLocked(LOG);
        try {
            ByteStore index = directory.open(INDEX);
            try {
                for (String rival : Rivals.fileNames()) {
                    if (directory.holds(rival)) directory.delete(rival);
                }
                directory.force();
                Checkpoints checkpoints = new Checkpoints(directory, parameters, sizes, log, index);
                return new ChainOpening(parameters, limits, rivals()).open(checkpoints, this::keep);
            } catch (IOException e) {
                index.close();
                throw e;
            }
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private RivalFiles rivals() {
        return new RivalFiles() {
            @Override
            public ByteStore open(String name) throws IOException {
                return directory.open(name);
            }

            @Override
            public void delete(String name) throws IOException {
                directory.delete(name);
            }
        };
    }

    private String keep(ByteStore log, long from) throws IOException {
        String name = directory.unusedName(LOG + ".cut-at-" + from);
        try {
            copy(log, from, PARTIAL);
            directory.rename(PARTIAL, name);
            directory.force();
            return directory.place(name);
        } catch (IOException e) {
            IOException complaint = new IOException(
                    "the last " + (log.size() - from) + " bytes of " + directory.place(LOG)
                            + " are no whole block, and they cannot be copied to another file: "
                            + e.getMessage() + "; the log is unchanged; free space and start again",
                    e);
            discard(PARTIAL, complaint);
            throw complaint;
        }
    }

    private void copy(ByteStore log, long from, String name) throws IOException {
        try (ByteStore copy = directory.open(name)) {
            copy.truncate(0);
            ByteBuffer piece = ByteBuffer.allocate(COPY_BYTES);
            for (long at = from; at < log.size(); at += piece.limit()) {
                log.read(at, piece.clear().limit((int) Math.min(COPY_BYTES, log.size() - at)));
                copy.append(piece.flip());
            }
            copy.force();
        }
    }

    private void discard(String name, IOException cause) {
        try {
            directory.delete(name);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
