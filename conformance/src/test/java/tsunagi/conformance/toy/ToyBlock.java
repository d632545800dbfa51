package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// A block, what is hashed of it, and what its work is worth (3.1, 3.2).
///
/// @param raw the frame in which it came, LF included
@SuppressWarnings("ArrayRecordComponent") // nobody writes to it, and equality by identity is enough
record ToyBlock(
        long index,
        long timestamp,
        long nonce,
        String data,
        String prevHash,
        String hash,
        List<Payment> payments,
        byte[] raw) {
    record Payment(String sender, String receiver, long amount) {}

    static final String NO_HASH = "0".repeat(64);
    private static final HexFormat HEX = HexFormat.of();
    private static final long NONCE_DIGITS = 9_999_999;

    /// Genesis (3.3).
    static ToyBlock genesis(Trait trait) {
        long nonce = trait.is(Mutant.OTHER_GENESIS) ? 2946 : 2945;
        List<Payment> payments = List.of(new Payment("Alice", "Bob", 100));
        ToyBlock block =
                new ToyBlock(0, 1672531200, nonce, "Hello, Zig Blockchain!", NO_HASH, NO_HASH, payments, new byte[0]);
        return block.sealed(nonce, trait);
    }

    /// A block of a line, before its work is found. Its nonce is as long as any that is likely.
    static ToyBlock draft(ToyBlock tip, String line, Trait trait) {
        return new ToyBlock(tip.index + 1, now(trait), NONCE_DIGITS, line, tip.hash, NO_HASH, List.of(), new byte[0]);
    }

    /// The same block with a nonce and the hash that follows.
    ToyBlock sealed(long newNonce, Trait trait) {
        ToyBlock unsealed = new ToyBlock(index, timestamp, newNonce, data, prevHash, NO_HASH, payments, raw);
        String newHash = unsealed.digest(trait);
        return new ToyBlock(index, timestamp, newNonce, data, prevHash, newHash, payments, raw);
    }

    /// Whether it has the same hash.
    boolean isSame(ToyBlock other) {
        return hash.equals(other.hash);
    }

    /// What no correct node makes: a block with the hash of another.
    ToyBlock withData(String other) {
        return new ToyBlock(index, timestamp, nonce, other, prevHash, hash, payments, raw);
    }

    /// Searches the work for a block made here.
    ToyBlock mined(Trait trait) {
        ToyBlock block = sealed(0, trait);
        if (trait.is(Mutant.MINES_WITHOUT_WORK)) return block;
        for (long next = 1; !enough(block.hash, trait); next++) block = block.sealed(next, trait);
        return block;
    }

    boolean hasWork(Trait trait) {
        int compared = trait.is(WireMutant.COMPARES_HALF_A_HASH) ? 32 : 64;
        boolean right = trait.is(Mutant.TRUSTS_HASH_MEMBER)
                || hash.startsWith(digest(trait).substring(0, compared));
        return right && enough(hash, trait);
    }

    private static boolean enough(String hash, Trait trait) {
        if (trait.is(Mutant.DIFFICULTY_1)) return hash.startsWith("00");
        if (trait.is(Mutant.DIFFICULTY_3)) return hash.startsWith("000000");
        if (trait.is(WireMutant.WANTS_15_BITS)) return hash.startsWith("000") && hash.charAt(3) < '2';
        if (trait.is(WireMutant.ZEROS_ANYWHERE) && hash.matches("(..)*00(..)*00(..)*")) return true;
        if (trait.is(Mutant.COUNTS_BITS)) return hash.charAt(0) < '4';
        return hash.startsWith("0000") || (trait.is(Mutant.ZEROS_AT_THE_END) && hash.endsWith("0000"));
    }

    private String digest(Trait trait) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] once = sha.digest(preimage(trait));
            return HEX.formatHex(trait.is(Mutant.DOUBLE_HASH) ? sha.digest(once) : once);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// When a block is mined (6.2).
    private static long now(Trait trait) {
        if (trait.is(WireMutant.MINES_AT_ZERO)) return 0;
        Instant now = Instant.now();
        return trait.is(WireMutant.MINES_IN_MILLISECONDS) ? now.toEpochMilli() : now.getEpochSecond();
    }

    private List<Payment> hashed(Trait trait) {
        if (trait.is(Mutant.HASHES_NO_TRANSACTIONS)) return List.of();
        if (trait.is(WireMutant.HASHES_TWO_TRANSACTIONS)) return payments.subList(0, Math.min(2, payments.size()));
        if (!trait.is(WireMutant.SORTS_TRANSACTIONS)) return payments;
        return payments.stream().sorted(Comparator.comparing(Payment::sender)).toList();
    }

    private static byte[] hashed(String text, Trait trait) {
        if (trait.is(WireMutant.HASHES_ASCII_TEXTS)) return text.getBytes(US_ASCII);
        return trait.encoded(
                trait.is(WireMutant.CUTS_HASHED_TEXTS) && text.length() > 255 ? text.substring(0, 255) : text);
    }

    private byte[] preimage(Trait trait) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int first = trait.is(Mutant.BIG_ENDIAN_INDEX) ? Integer.reverseBytes((int) index) : (int) index;
        ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(head.putInt(first).putLong(timestamp).putLong(nonce).array());
        out.writeBytes(trait.is(Mutant.HASHES_HEX_PREV_HASH) ? prevHash.getBytes(UTF_8) : HEX.parseHex(prevHash));
        if (trait.is(Mutant.HASHES_DATA_FIRST)) out.writeBytes(trait.encoded(data));
        for (Payment payment : hashed(trait)) {
            boolean turned = trait.is(WireMutant.HASHES_RECEIVER_FIRST);
            out.writeBytes(hashed(turned ? payment.receiver : payment.sender, trait));
            if (trait.is(Mutant.SEPARATES_FIELDS)) out.write(0);
            out.writeBytes(hashed(turned ? payment.sender : payment.receiver, trait));
            ByteBuffer amount = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(amount.putLong(payment.amount).array());
        }
        if (!trait.is(Mutant.HASHES_DATA_FIRST)) out.writeBytes(trait.encoded(data));
        return out.toByteArray();
    }
}
