package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Starts and checkpoints on a disk of tests, as a node has them, with extents so small
/// that a short chain has many.
final class Kept {
    /// A start compares all of the log before the checkpoint.
    static final CheckpointSizes CAREFUL = new CheckpointSizes(300, 2, Long.MAX_VALUE / 2);

    /// A start compares as little of it as it can.
    static final CheckpointSizes HASTY = new CheckpointSizes(300, 2, 0);

    static Chain.Opened start(Directory disk, CheckpointSizes sizes) throws IOException {
        return new LogFiles(disk, sizes).open(Branches.FREE.parameters());
    }

    /// Writes a checkpoint and puts it in its place, if the log has grown.
    static void keep(Chain chain) throws IOException {
        Optional<NewCheckpoint> due = chain.checkpoint(1);
        if (due.isEmpty()) return;
        due.get().write();
        chain.keep(due.get());
    }

    /// What a node stops with.
    static void stop(Chain chain) throws IOException {
        keep(chain);
        chain.close();
    }

    /// Reads what the start believed, as a node does after it listens.
    static void prove(Chain chain) throws IOException {
        Optional<LogProof> unproven = chain.unproven();
        if (unproven.isEmpty()) return;
        unproven.get().run(unproven.get()::compare);
        unproven.get().conclude();
    }

    /// A disk with these files.
    static SimulatedDisk disk(byte[] log, byte[] index, byte[] checkpoint) throws IOException {
        SimulatedDisk disk = SimulatedDisk.empty();
        write(disk, LogFiles.LOG, log);
        write(disk, LogFiles.INDEX, index);
        write(disk, Checkpoints.FILE, checkpoint);
        return disk;
    }

    static void write(Directory disk, String name, byte[] bytes) throws IOException {
        try (ByteStore file = disk.open(name)) {
            file.truncate(0);
            file.append(ByteBuffer.wrap(bytes));
        }
    }

    private Kept() {}
}
