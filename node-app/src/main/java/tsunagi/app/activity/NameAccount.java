package tsunagi.app.activity;

import java.math.BigInteger;
import java.util.Arrays;

/// What one name has sent and received. Sums have 128 bits, because a chain may hold
/// 2^38 amounts of 63 bits.
///
/// Not thread-safe.
final class NameAccount {
    private static final int[] NONE = new int[0];
    private static final int LONG_BITS = 64;

    private long sentLow;
    private int sentHigh;
    private long receivedLow;
    private int receivedHigh;

    /// Transactions in all; of one with itself, one.
    private long count;

    /// Heights of the newest transactions, without a sign, in the order of the chain.
    private int[] heights = NONE;

    private int listed;

    void send(long amount) {
        sentLow += amount;
        if (Long.compareUnsigned(sentLow, amount) < 0) sentHigh++;
    }

    void receive(long amount) {
        receivedLow += amount;
        if (Long.compareUnsigned(receivedLow, amount) < 0) receivedHigh++;
    }

    void unsend(long amount) {
        if (Long.compareUnsigned(sentLow, amount) < 0) sentHigh--;
        sentLow -= amount;
    }

    void unreceive(long amount) {
        if (Long.compareUnsigned(receivedLow, amount) < 0) receivedHigh--;
        receivedLow -= amount;
    }

    /// Adds a transaction to the list.
    void append(long height) {
        if (listed == heights.length) heights = Arrays.copyOf(heights, listed + Math.max(1, listed / 2));
        heights[listed++] = (int) height;
        count++;
    }

    /// Takes the newest transaction off the list.
    ///
    /// @return whether it was listed
    boolean removeLast() {
        count--;
        if (listed == 0) return false;
        listed--;
        return true;
    }

    /// Leaves only those from this height on in the list. The rest are still counted.
    ///
    /// @return how many are listed no more
    int forgetBelow(long height) {
        int gone = 0;
        while (gone < listed && height(gone) < height) gone++;
        if (gone > 0) {
            heights = Arrays.copyOfRange(heights, gone, listed);
            listed -= gone;
        }
        return gone;
    }

    long count() {
        return count;
    }

    int listed() {
        return listed;
    }

    /// The height of one that is listed.
    ///
    /// @param place 0 for the oldest that is listed
    long height(int place) {
        return Integer.toUnsignedLong(heights[place]);
    }

    BigInteger sent() {
        return sum(sentHigh, sentLow);
    }

    BigInteger received() {
        return sum(receivedHigh, receivedLow);
    }

    private static BigInteger sum(int high, long low) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(low));
        return BigInteger.valueOf(high).shiftLeft(LONG_BITS).add(unsigned);
    }
}
