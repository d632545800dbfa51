package tsunagi.simulation.disk;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// What a crash does to bytes that were written and not forced.
public enum TailDamage {
    /// All of it is there.
    NONE,
    /// Nothing of it is there.
    LOST,
    /// It ends somewhere, as like as not in the middle of a frame.
    TORN,
    /// The file has grown, but what should stand there does not.
    ZEROED,
    /// Something else stands there.
    GARBLED,
    /// Later sectors are there and earlier ones are not.
    REORDERED,
    /// What had been truncated is back.
    UNDONE;

    private static final int SECTOR_BYTES = 512;
    private static final TailDamage[] ALL = values();

    static TailDamage any(RandomGenerator random) {
        return ALL[random.nextInt(ALL.length)];
    }

    /// What is there after the crash.
    ///
    /// @param tail          what was appended and not forced
    /// @param truncatedAway what was truncated, and the truncation not forced
    byte[] apply(byte[] tail, byte[] truncatedAway, RandomGenerator random) {
        return switch (this) {
            case NONE -> tail;
            case LOST -> new byte[0];
            case TORN -> Arrays.copyOf(tail, random.nextInt(tail.length + 1));
            case ZEROED -> {
                Arrays.fill(tail, random.nextInt(tail.length + 1), tail.length, (byte) 0);
                yield tail;
            }
            case GARBLED -> {
                int from = random.nextInt(tail.length + 1);
                byte[] noise = new byte[tail.length - from];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, tail, from, noise.length);
                yield tail;
            }
            case REORDERED -> {
                for (int at = 0; at < tail.length; at += SECTOR_BYTES) {
                    int end = Math.min(at + SECTOR_BYTES, tail.length);
                    if (random.nextBoolean()) Arrays.fill(tail, at, end, (byte) 0);
                }
                yield tail;
            }
            case UNDONE -> truncatedAway;
        };
    }
}
