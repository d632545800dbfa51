package tsunagi.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    @ParameterizedTest(name = "SHA-256 of \"{0}\"")
    @CsvSource(textBlock = """
            '',  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            """)
    void sha256(String text, String digits) {
        assertEquals(
                digits,
                Hash.sha256(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .toString());
    }

    @Property
    void bytesAndDigitsAreTheSameValue(@ForAll @Size(32) byte[] digest) {
        String digits = HexFormat.of().formatHex(digest);
        Hash hash = Hash.of(digest);
        assertEquals(digits, hash.toString());
        assertEquals(Optional.of(hash), Hash.parse(digits));
        assertEquals(Optional.of(hash), Hash.parse(digits.toUpperCase(Locale.ROOT)));

        ByteBuffer written = ByteBuffer.allocate(34).position(1);
        hash.writeTo(written);
        assertEquals(33, written.position());
        assertEquals(hash, Hash.read(written.position(1)));
        assertEquals(33, written.position());
    }

    @ParameterizedTest(name = "{0} bytes are not a digest")
    @ValueSource(ints = {0, 20, 31, 33, 64})
    void ofAnotherLength(int length) {
        assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[length]));
    }

    /// 3.2: what is counted is bytes, so up to seven bits more that are zero make no difference.
    @Test
    void enginesKnowNothingOfEachOther() {
        MessageDigest first = Hash.newSha256();
        first.update((byte) 1);
        assertEquals(Hash.sha256(new byte[0]), Hash.of(Hash.newSha256().digest()));
        assertEquals(Hash.sha256(new byte[] {1}), Hash.of(first.digest()));
    }

    @Test
    void leadingZeroBytes() {
        for (int zeros = 0; zeros < Hash.BYTES; zeros++) {
            for (int next : new int[] {0x01, 0x0f, 0x10, 0x7f, 0x80, 0xff}) {
                byte[] digest = new byte[Hash.BYTES];
                Arrays.fill(digest, zeros, Hash.BYTES, (byte) 0xff);
                digest[zeros] = (byte) next;
                assertEquals(zeros, Hash.of(digest).leadingZeroBytes(), "then 0x%02x".formatted(next));
                Arrays.fill(digest, zeros + 1, Hash.BYTES, (byte) 0);
                assertEquals(zeros, Hash.of(digest).leadingZeroBytes(), "then 0x%02x and zeros".formatted(next));
            }
        }
        assertEquals(32, Hash.ZERO.leadingZeroBytes());
    }

    @Property
    void theOrderIsThatOfTheBytes(@ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
        int expected = Integer.signum(Arrays.compareUnsigned(one, other));
        assertEquals(expected, Integer.signum(Hash.of(one).compareTo(Hash.of(other))));
    }

    @Property
    void theOrderLooksAtEveryByte(@ForAll @Size(32) byte[] one) {
        for (int i = 0; i < one.length; i++) {
            byte[] other = one.clone();
            other[i] ^= (byte) 0x80;
            int expected = Integer.signum(Arrays.compareUnsigned(one, other));
            assertEquals(expected, Integer.signum(Hash.of(one).compareTo(Hash.of(other))), "byte " + i);
            assertNotEquals(Hash.of(one), Hash.of(other));
        }
    }

    @Property
    void equalBytesAreEqualHashes(@ForAll @Size(32) byte[] digest) {
        Hash one = Hash.of(digest);
        Hash other = Hash.of(digest.clone());
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals(0, one.compareTo(other));
    }

    @Test
    void laterChangesOfTheArrayDoNotShow() {
        byte[] digest = new byte[Hash.BYTES];
        Hash hash = Hash.of(digest);
        digest[0] = 1;
        assertEquals(Hash.ZERO, hash);
    }
}
