package tsunagi.chain;

/// Every bound of this module, with its unit in the name and its reason.
///
/// Heap that strangers can fill: [#MAX_POOL_BYTES] for blocks off the active chain and
/// [#MAX_STALE_BLOCKS] × [#STALE_BLOCK_BYTES] = 2.5 MiB for blocks that a reorganisation left
/// behind, 18.5 MiB in all. The active chain itself costs no heap, however often it reorganises.
/// What left it while answers with it are under way costs [#MAX_DEPARTED_STRETCHES] ×
/// [#STRETCH_BYTES] = 1.5 MiB.
public final class ChainLimits {
    /// Side branches and orphans in memory, frames and bookkeeping together. A branch of more
    /// than [#POOLED_BRANCH_BLOCKS] is staged in a file instead, so this is no bound on how
    /// deep a node can reorganise.
    public static final long MAX_POOL_BYTES = 16L << 20;

    /// What a pooled block costs in addition to its frame: its node, its map entries and two
    /// hashes. Measured: 415 to 425 bytes, and 615 where each block has an origin of its own, as
    /// those of a stranger who opens a new connection for each.
    public static final int POOL_OVERHEAD_BYTES = 640;

    /// Blocks of abandoned branches that are still known, so that a branch that was left can be
    /// returned to without fetching it again. Their bytes stay in the log.
    public static final int MAX_STALE_BLOCKS = 8_192;

    /// What a block of an abandoned branch costs, rounded up from a measured 302 bytes.
    public static final int STALE_BLOCK_BYTES = 320;

    /// Blocks of one branch that came in a row and are kept in the pool. A longer branch is staged
    /// as a rival: on disk, next to the log. So many are at most 4.7 MB of the pool, a third of it.
    public static final int POOLED_BRANCH_BLOCKS = 1_024;

    /// While the pool is full, a branch is staged from one part in so many of those blocks on: from
    /// 2 on. They fit the share of the pool that a peer has if there are a thousand of them.
    public static final int CROWDED_BRANCH_DIVISOR = 512;

    /// Rivals at once. Each has at most one block more than the part of the chain that it would
    /// replace, so what strangers can make a node store in addition to its chain is at most twice
    /// the blocks that the chain itself has.
    public static final int MAX_RIVALS = 2;

    /// Changes of origin along a rival that are remembered, so as not to send its blocks back to
    /// where they came from. Blocks after that many are sent to everybody.
    public static final int MAX_RIVAL_ORIGIN_RUNS = 2_048;

    /// What one such change costs: an object with an offset and a reference.
    public static final int RIVAL_ORIGIN_RUN_BYTES = 48;

    /// Frames of a rival that are appended to the log in one go, when it has become the longer
    /// branch: a hold of the lock of about a millisecond.
    public static final int COPIED_PIECE_BYTES = 1 << 20;

    /// Entries of a rival that are moved to the index in one go, when it has become the chain: 0.7
    /// MB. The lock is held for about a millisecond.
    public static final int MOVED_INDEX_ENTRIES = 16_384;

    /// How much of a rival's file the disk gets back in one go, when the
    /// rival has become the chain.
    public static final int GIVEN_BACK_BYTES = 16 << 20;

    /// Blocks of the pool that are compared in one go with a chain that was turned to,
    /// each for two reads at most.
    public static final int RELINKED_BLOCKS = 1_024;

    /// Ticks of half a second in which a rival's growth is counted: 5 s. One that grew by less than
    /// [#POOLED_BRANCH_BLOCKS] in them has to make room for a branch that did.
    public static final int RIVAL_WINDOW_TICKS = 10;

    /// How many such stretches of time a rival is kept that does not grow: 10 minutes, many times
    /// the pause before a lost peer is dialled again.
    public static final int KEPT_RIVAL_WINDOWS = 120;

    /// Ticks after a rival's file could not be written before there is another: a minute. A full
    /// disk is so filled and emptied once a minute at the most.
    public static final int RIVAL_PAUSE_TICKS = 120;

    /// How far below the tip a parent at an impossible height is looked for. Deeper, a block
    /// with a wrong index passes for an orphan, which is as harmless and as bounded.
    public static final int MISLINK_WINDOW_BLOCKS = 1_024;

    /// Entries of the index that are written in one go: 22 KB of heap, and a write to the file for
    /// every 512 blocks and not for every one.
    public static final int HELD_BACK_INDEX_ENTRIES = 512;

    /// Bytes of the log for each checksum of 4 bytes: 76 KB of heap and of each checkpoint for five
    /// million blocks, and about 20 µs for the first read of an extent.
    public static final int LOG_EXTENT_BYTES = 64 * 1024;

    /// How much of the end of the log and of the index, up to the checkpoint, a start
    /// compares with its checksums before the node listens: a few milliseconds. A crash
    /// damages the end of a file first.
    public static final int BYTES_CHECKED_AT_START = 1 << 20;

    /// Blocks at the end of the chain of a checkpoint that a start proves before the node listens:
    /// enough to know that checkpoint and log belong together. A process that has just started
    /// needs a tenth of a millisecond for each.
    public static final int BLOCKS_PROVEN_AT_START = 16;

    /// How far the log grows before a new checkpoint is due: what a start after a kill reads
    /// through, about 1,000 blocks. A process that has just started needs about 30 ms for those.
    public static final int CHECKPOINT_LOG_BYTES = 256 * 1024;

    /// Stretches of the log that are remembered for answers whose blocks have left the chain. A
    /// reorganisation makes one, unless the branch that is left was itself put together of pieces.
    public static final int MAX_DEPARTED_STRETCHES = 65_536;

    /// What one such stretch costs: three longs.
    public static final int STRETCH_BYTES = 24;

    /// Blocks of an answer that are looked up in the index at once: a read of 176 KiB, some tens of
    /// microseconds, for about 1 MB that is sent.
    public static final int PLANNED_ANSWER_BLOCKS = 4_096;

    /// Stretches that an answer under way keeps of what it looked up; a chain without
    /// reorganisations has one.
    public static final int PLANNED_ANSWER_STRETCHES = 32;

    /// One of those: an object of two longs, and a reference.
    public static final int EXTENT_BYTES = 36;

    /// How long a mining thread hashes between two looks at whether to stop: a quarter of the
    /// millisecond within which it should.
    public static final long MINING_BATCH_NANOS = 250_000;

    /// How long somebody who waits for the miner is deaf to being called off, in milliseconds.
    public static final int MINING_TURN_POLL_MILLIS = 10;

    /// Hashes that a mining thread tries before it knows its pace: about 50
    /// µs with the JDK's SHA-256.
    public static final int FIRST_MINING_BATCH_HASHES = 512;

    /// How long a search goes on before other kernels are tried too. At the book's
    /// difficulty of two bytes none does.
    public static final long KERNEL_TRIAL_AFTER_NANOS = 100_000_000;

    /// How long a kernel may take to become faster than the one in use: several times what a
    /// compiler with nothing else to do takes.
    public static final long KERNEL_TRIAL_NANOS = 5_000_000_000L;

    /// How long the kernels that were not faster are left alone, for the first time; each pause is
    /// twice the last, so that what they cost becomes little.
    public static final long FIRST_KERNEL_PAUSE_NANOS = 60_000_000_000L;

    /// How much faster a kernel must be than the one in use: more than two
    /// measurements of the same one differ.
    public static final double FASTER_KERNEL_FACTOR = 1.2;

    /// Damaged stretches of a log that are printed one by one; of more, the number is printed. What
    /// breaks a disk breaks few places, and beyond a screenful nobody reads on.
    public static final int MAX_TOLD_DAMAGES = 20;

    /// More zero bytes than any machine will find: beyond it a difficulty is a typing error.
    public static final int MAX_DIFFICULTY_BYTES = 8;

    private ChainLimits() {}
}
