package tsunagi.app;

import java.util.concurrent.locks.LockSupport;

/// The line that all attackers of a run share: it carries so much in a second and no more, as a
/// network would. Loopback has no such bound, so an attack through it measures how two
/// processes share processors.
final class Link {
    private static final long BITS_PER_BYTE = 8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BURST_NANOS = 10_000_000;

    private final double nanosPerByte;
    private long freeAt = System.nanoTime();

    Link(long bitsPerSecond) {
        this.nanosPerByte = BITS_PER_BYTE * NANOS_PER_SECOND / bitsPerSecond;
    }

    /// Returns when so many bytes have their turn.
    void carry(int bytes) {
        long wait = reserve(bytes) - System.nanoTime();
        if (wait > 0) LockSupport.parkNanos(wait);
    }

    private synchronized long reserve(int bytes) {
        freeAt = Math.max(freeAt, System.nanoTime() - BURST_NANOS) + (long) (bytes * nanosPerByte);
        return freeAt;
    }
}
