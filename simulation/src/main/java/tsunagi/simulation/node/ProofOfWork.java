package tsunagi.simulation.node;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import tsunagi.chain.BlockRules;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;

/// Mining without threads, so that the same block always gets the same nonce.
public final class ProofOfWork {
    /// The simulated network: the book's genesis, and one zero byte instead
    /// of two, about 256 hashes.
    public static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(1);

    /// The block with the least nonce that gives it its work.
    public static Block done(Block template) {
        byte[] preimage = Preimage.of(template);
        ByteBuffer nonceField = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        MessageDigest sha256 = Hash.newSha256();
        byte[] digest = new byte[Hash.BYTES];
        try {
            for (long nonce = 0; ; nonce++) {
                nonceField.putLong(Preimage.NONCE_OFFSET, nonce);
                sha256.update(preimage);
                sha256.digest(digest, 0, digest.length);
                if (digest[0] == 0) return template.withProof(nonce, Hash.of(digest));
            }
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }

    /// The block as the core takes it.
    public static ProvenBlock proven(Block block) {
        BlockRules.Verdict verdict = new BlockRules(PARAMETERS).prove(block);
        if (verdict instanceof BlockRules.Proven proven) return proven.block();
        throw new IllegalArgumentException("not a valid block: " + verdict);
    }

    private ProofOfWork() {}
}
