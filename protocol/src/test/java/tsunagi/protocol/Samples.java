package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.List;

/// The block that the tables of these tests vary, and the two outcomes of reading a text.
final class Samples {
    static final String PREV_DIGITS = "0000abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345";
    static final String HASH_DIGITS = "00003cac4bec61e16e133baf96b551646347bc140604913a774a270c7c03afc0";
    static final Hash PREV = Hash.parse(PREV_DIGITS).orElseThrow();
    static final Hash HASH = Hash.parse(HASH_DIGITS).orElseThrow();
    static final List<Transaction> PAYMENT = List.of(new Transaction("Ann", "Bo", 5));

    static final Block BLOCK = new Block(7, 1783932844, 18735, "hi", PREV, HASH, PAYMENT);

    /// [#BLOCK], written by hand from 2.5.
    static final String CANONICAL = "{\"index\":7,\"timestamp\":1783932844,\"nonce\":18735,\"data\":\"hi\""
            + ",\"prev_hash\":\"" + PREV_DIGITS + "\",\"hash\":\"" + HASH_DIGITS + "\""
            + ",\"transactions\":[{\"sender\":\"Ann\",\"receiver\":\"Bo\",\"amount\":5}]}";

    static Block accepted(String json) {
        BlockReader.Result result = read(json.getBytes(UTF_8));
        return assertInstanceOf(BlockReader.Accepted.class, result, json).block();
    }

    static Refusal refused(byte[] json) {
        BlockReader.Result result = read(json);
        return assertInstanceOf(BlockReader.Refused.class, result, new String(json, UTF_8))
                .refusal();
    }

    static BlockReader.Result read(byte[] json) {
        return new BlockReader().read(ByteBuffer.wrap(json));
    }

    static Message message(String frame) {
        return Message.parse(ByteBuffer.wrap(frame.getBytes(UTF_8)));
    }

    /// [#BLOCK] with another text in `data`.
    static Block withData(String data) {
        return new Block(BLOCK.index(), BLOCK.timestamp(), BLOCK.nonce(), data, PREV, HASH, BLOCK.transactions());
    }

    private Samples() {}
}
