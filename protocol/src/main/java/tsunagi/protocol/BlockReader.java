package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tsunagi.protocol.Refusal.Fault;

/// Reads a block from the JSON text of a `BLOCK:` frame: every leniency of
/// 2.6, every refusal of 2.7.
///
/// The text is decoded strictly before it is parsed. Fed bytes, a JSON parser would guess at
/// the encoding and take UTF-16 for an answer.
public final class BlockReader {
    /// What became of a text.
    public sealed interface Result permits Accepted, Refused {}

    public record Accepted(Block block) implements Result {}

    public record Refused(Refusal refusal) implements Result {}

    /// The block that a text spells, or why it spells none.
    ///
    /// @param json the text between `BLOCK:` and LF; its position is left alone
    public Result read(ByteBuffer json) {
        ByteBuffer bytes = json.slice();
        CharBuffer chars = CharBuffer.allocate(bytes.remaining());
        CoderResult decoded = UTF_8.newDecoder().decode(bytes, chars, true);
        if (decoded.isError()) {
            return new Refused(new Refusal(Fault.INVALID_UTF8, "", bytes.position()));
        }
        try (JsonCursor cursor = new JsonCursor(chars.flip())) {
            return new Accepted(block(cursor));
        } catch (JsonCursor.FaultFound found) {
            return new Refused(found.refusal());
        }
    }

    private static Block block(JsonCursor json) throws JsonCursor.FaultFound {
        if (json.advance() != JsonToken.START_OBJECT) throw json.fault(Fault.NOT_ONE_OBJECT);
        BlockMembers members = new BlockMembers();
        Set<String> seen = new HashSet<>();
        while (json.advance() != JsonToken.END_OBJECT) {
            String name = json.memberName(seen);
            json.enter(name);
            json.advance();
            members.read(name, json);
            json.leave();
        }
        json.expectEnd();
        return members.block();
    }

    /// The members read so far, each at its default (2.5) until it is read.
    private static final class BlockMembers {
        private long index = 0;
        private long timestamp = 0;
        private long nonce = 0;
        private String data = Block.DEFAULT_DATA;
        private Hash prevHash = Hash.ZERO;
        private Hash hash = Hash.ZERO;
        private List<Transaction> transactions = List.of();

        void read(String name, JsonCursor json) throws JsonCursor.FaultFound {
            switch (name) {
                case "index" -> index = json.integer(ProtocolLimits.MAX_INDEX);
                case "timestamp" -> timestamp = json.integer(ProtocolLimits.MAX_INT63);
                case "nonce" -> nonce = json.integer(ProtocolLimits.MAX_INT63);
                case "data" -> data = json.string();
                case "prev_hash" -> prevHash = json.hash();
                case "hash" -> hash = json.hash();
                case "transactions" -> transactions = transactions(json);
                default -> json.skipValue();
            }
        }

        Block block() {
            return new Block(index, timestamp, nonce, data, prevHash, hash, transactions);
        }
    }

    private static List<Transaction> transactions(JsonCursor json) throws JsonCursor.FaultFound {
        if (json.token() == JsonToken.VALUE_STRING) {
            if (!json.string().equals("[]")) throw json.fault(Fault.TRANSACTIONS_STRING);
            return List.of();
        }
        if (json.token() != JsonToken.START_ARRAY) throw json.fault(Fault.WRONG_TYPE);
        List<Transaction> transactions = new ArrayList<>();
        while (json.advance() != JsonToken.END_ARRAY) {
            json.enter("[" + transactions.size() + "]");
            transactions.add(transaction(json));
            json.leave();
        }
        return transactions;
    }

    private static Transaction transaction(JsonCursor json) throws JsonCursor.FaultFound {
        if (json.token() != JsonToken.START_OBJECT) throw json.fault(Fault.WRONG_TYPE);
        @Nullable String sender = null;
        @Nullable String receiver = null;
        @Nullable Long amount = null;
        Set<String> seen = new HashSet<>();
        while (json.advance() != JsonToken.END_OBJECT) {
            String name = json.memberName(seen);
            json.enter(name);
            json.advance();
            switch (name) {
                case "sender" -> sender = json.string();
                case "receiver" -> receiver = json.string();
                case "amount" -> amount = json.integer(ProtocolLimits.MAX_INT63);
                default -> json.skipValue();
            }
            json.leave();
        }
        return new Transaction(
                json.required("sender", sender), json.required("receiver", receiver), json.required("amount", amount));
    }
}
