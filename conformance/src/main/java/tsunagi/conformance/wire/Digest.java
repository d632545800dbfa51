package tsunagi.conformance.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of many texts, one after another, for one thread.
final class Digest {
    private static final int BYTES = 32;

    private final MessageDigest sha;
    private final byte[] hash = new byte[BYTES];

    Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The hash, in an array that the next call writes over.
    byte[] of(byte[] text) {
        sha.update(text);
        try {
            sha.digest(hash, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("the hash has its 32 bytes of room", e);
        }
        return hash;
    }
}
