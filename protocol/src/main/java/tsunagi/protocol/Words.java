package tsunagi.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of text at a time, as one number.
final class Words {
    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_NIBBLES = 0xf0f0f0f0f0f0f0f0L;
    private static final long FIRST_PAIRS = 0x000000ff000000ffL;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /// The first byte is the lowest.
    static long littleEndian(byte[] bytes, int at) {
        return (long) LITTLE_LONG.get(bytes, at);
    }

    /// The first byte is the highest.
    static long bigEndian(byte[] bytes, int at) {
        return (long) BIG_LONG.get(bytes, at);
    }

    static int bigEndianInt(byte[] bytes, int at) {
        return (int) BIG_INT.get(bytes, at);
    }

    static void putBigEndian(byte[] bytes, int at, long value) {
        BIG_LONG.set(bytes, at, value);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LITTLE_LONG.set(bytes, at, value);
    }

    static void putInt(byte[] bytes, int at, int value) {
        LITTLE_INT.set(bytes, at, value);
    }

    /// How many of eight bytes, from the first on, stand for themselves in a text: none of them is
    /// a control character, a quote, a backslash, or a byte of a character beyond ASCII.
    ///
    /// A subtraction borrows from the byte above only where it has found one of these, so the
    /// first that is found is one.
    static int plainBytes(long word) {
        long control = word - 0x20 * EACH;
        long quote = (word ^ '"' * EACH) - EACH;
        long backslash = (word ^ '\\' * EACH) - EACH;
        return bytesBefore((word | control | quote | backslash) & HIGH_BITS);
    }

    /// Whether any of eight bytes is this one.
    static boolean any(long word, int wanted) {
        long zeroed = word ^ wanted * EACH;
        return ((zeroed - EACH) & ~zeroed & HIGH_BITS) != 0;
    }

    /// How many of eight bytes, from the first on, are decimal digits.
    static int digits(long word) {
        long values = word ^ 0x30 * EACH;
        return bytesBefore((values | values + 0x76 * EACH) & HIGH_BITS);
    }

    /// How many bytes are below the lowest bit that is set.
    private static int bytesBefore(long bits) {
        return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
    }

    /// The number that the first `count` of eight bytes spell: pairs of digits, then
    /// pairs of pairs, at once.
    ///
    /// @param count 1 … 8, and as many are digits
    static long decimal(long word, int count) {
        long values = (word ^ 0x30 * EACH) << (Long.SIZE - count * Byte.SIZE);
        long pairs = values * 10 + (values >>> 8);
        long upper = (pairs & FIRST_PAIRS) * (100 + (1_000_000L << Integer.SIZE));
        long lower = (pairs >>> 16 & FIRST_PAIRS) * (1 + (10_000L << Integer.SIZE));
        return (upper + lower) >>> Integer.SIZE;
    }

    /// The 32 bits that eight lower-case hex digits spell, the first the highest;
    /// negative if they are none.
    ///
    /// Every byte is worked on in its own eight bits. A letter has bit 6, a digit has not; what its
    /// nibble then spells must be the byte that it came from.
    static long lowerHex(long digits) {
        long letter = (digits >>> 6) & EACH;
        long nibbles = (digits & 0x0f * EACH) + 9 * letter;
        long spelt = nibbles + 0x30 * EACH + ('a' - '0' - 10) * letter;
        long tenOrMore = (nibbles + 6 * EACH) & 0x10 * EACH;
        if (((digits ^ spelt) | (tenOrMore ^ letter << 4) | (nibbles & HIGH_NIBBLES)) != 0) return -1;
        long pairs = (nibbles | nibbles >>> 4) & 0x00ff00ff00ff00ffL;
        long fours = (pairs | pairs >>> 8) & 0x0000ffff0000ffffL;
        return (fours | fours >>> 16) & 0xffffffffL;
    }

    /// The eight lower-case hex digits of 32 bits, as [#lowerHex] takes them.
    static long hex(int bits) {
        long fours = ((bits & 0xffffffffL) | (long) bits << 16) & 0x0000ffff0000ffffL;
        long pairs = (fours | fours << 8) & 0x00ff00ff00ff00ffL;
        long nibbles = (pairs | pairs << 4) & 0x0f * EACH;
        long letter = (nibbles + 6 * EACH) >>> 4 & EACH;
        return nibbles + 0x30 * EACH + ('a' - '0' - 10) * letter;
    }

    private Words() {}
}
