package tsunagi.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of text at a time, as one number.
final class Words {
    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_NIBBLES = 0xf0f0f0f0f0f0f0f0L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /// The first byte is the lowest.
    static long littleEndian(byte[] bytes, int at) {
        return (long) LITTLE_LONG.get(bytes, at);
    }

    /// The first byte is the highest.
    static long bigEndian(byte[] bytes, int at) {
        return (long) BIG_LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LITTLE_LONG.set(bytes, at, value);
    }

    static void putInt(byte[] bytes, int at, int value) {
        LITTLE_INT.set(bytes, at, value);
    }

    /// Whether any of eight bytes cannot stand for itself in a text: a control character, a
    /// quote, a backslash, or a byte of a character beyond ASCII.
    static boolean anySpecial(long word) {
        long control = word - 0x20 * EACH;
        long quote = (word ^ '"' * EACH) - EACH;
        long backslash = (word ^ '\\' * EACH) - EACH;
        return ((word | control | quote | backslash) & HIGH_BITS) != 0;
    }

    /// Whether any of eight bytes is this one.
    static boolean any(long word, int wanted) {
        long zeroed = word ^ wanted * EACH;
        return ((zeroed - EACH) & ~zeroed & HIGH_BITS) != 0;
    }

    /// The 32 bits that eight lower-case hex digits spell, the first the highest; negative if they are none.
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

    private Words() {}
}
