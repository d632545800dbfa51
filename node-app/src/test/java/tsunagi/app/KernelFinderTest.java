package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.wire.NonceFinder;

/// The kit's search for nonces in this program. Exchanges follow from their seed alone, so it finds
/// the first nonce, whichever kernel is in use.
class KernelFinderTest {
    private static final int NONCE_AT = 12;
    private static final NonceFinder FINDER = new KernelFinder();

    @Test
    void isTheOneThatTheKitTakes() {
        assertInstanceOf(
                KernelFinder.class,
                ServiceLoader.load(NonceFinder.class).findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4_294_967_290L, 1L << 62})
    void findsTheFirstNonceThatGivesWork(long from) throws Exception {
        for (int length : new int[] {52, 55, 56, 119, 120, 300}) {
            byte[] preimage = new byte[length];
            new Random(length).nextBytes(preimage);
            assertEquals(OptionalLong.of(first(preimage, from)), FINDER.find(preimage, from), length + " bytes");
        }
    }

    private static long first(byte[] preimage, long from) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        ByteBuffer fields = ByteBuffer.wrap(preimage.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (long nonce = from; ; nonce++) {
            byte[] hash = sha.digest(fields.putLong(NONCE_AT, nonce).array());
            if (hash[0] == 0 && hash[1] == 0) return nonce;
        }
    }
}
