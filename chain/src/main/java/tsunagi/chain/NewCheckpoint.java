package tsunagi.chain;

import java.io.IOException;

/// A checkpoint that a [Chain] has drawn up, and that is not on disk yet.
public final class NewCheckpoint {
    private final Checkpoints checkpoints;
    private final Checkpoints.Draft draft;
    private final BlockLog log;

    NewCheckpoint(Checkpoints checkpoints, Checkpoints.Draft draft, BlockLog log) {
        this.checkpoints = checkpoints;
        this.draft = draft;
        this.log = log;
    }

    /// Writes it, and forces what it speaks of. Waits for the disk, so it is called without the
    /// chain's lock.
    public void write() throws IOException {
        checkpoints.write(draft, log);
    }

    void put() throws IOException {
        checkpoints.put(draft);
    }
}
