package tsunagi.network;

/// What went over one connection so far. Written by its own two threads, read by anybody.
final class Traffic {
    private final long openedAt = System.nanoTime();
    private volatile long blocksIn;
    private volatile long highestIn;
    private volatile long blocksOut;
    private volatile long bytesOut;

    /// The reader got blocks whose work is done.
    ///
    /// @param highest index among them
    @SuppressWarnings("NonAtomicVolatileUpdate") // there is one reader
    void received(int blocks, long highest) {
        blocksIn += blocks;
        highestIn = Math.max(highestIn, highest);
    }

    /// The writer has written.
    @SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
    void sent(long blocks, long bytes) {
        blocksOut += blocks;
        bytesOut += bytes;
    }

    /// Nanoseconds of the monotonic clock.
    long openedAt() {
        return openedAt;
    }

    long blocksIn() {
        return blocksIn;
    }

    /// The highest index among them, 0 if there were none.
    long highestIn() {
        return highestIn;
    }

    long blocksOut() {
        return blocksOut;
    }

    /// Bytes of blocks.
    long bytesOut() {
        return bytesOut;
    }
}
