package tsunagi.app.http;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tsunagi.app.http.Shapes.NewBlock;
import tsunagi.protocol.Transaction;

/// Reads the body of `POST /api/blocks`. Converts nothing: a number is not a text. Each
/// refusal names the member.
final class NewBlockReader {
    private static final BigInteger MAX_AMOUNT = BigInteger.valueOf(Long.MAX_VALUE);

    /// Reads the whole body.
    ///
    /// @throws Problem if a member is missing, unknown or of another type
    static NewBlock read(JsonNode body) throws Problem {
        object(body, "", Set.of("data", "transactions"));
        String data = text(body, "", "data");
        List<Transaction> transactions = new ArrayList<>();
        JsonNode list = body.get("transactions");
        if (list != null) {
            if (!list.isArray()) throw type("/transactions", "an array", list);
            for (int i = 0; i < list.size(); i++) transactions.add(transaction(list.get(i), "/transactions/" + i));
        }
        return new NewBlock(data, transactions);
    }

    private static Transaction transaction(JsonNode node, String at) throws Problem {
        object(node, at, Set.of("sender", "receiver", "amount"));
        return new Transaction(text(node, at, "sender"), text(node, at, "receiver"), amount(node, at));
    }

    private static long amount(JsonNode object, String in) throws Problem {
        String at = in + "/amount";
        JsonNode node = object.get("amount");
        if (node == null) throw missing(at);
        if (!node.isIntegralNumber()) throw type(at, "a whole number", node);
        BigInteger amount = node.bigIntegerValue();
        if (amount.signum() < 0 || amount.compareTo(MAX_AMOUNT) > 0) {
            throw Problem.member(ProblemCode.OUT_OF_RANGE, at, "must be from 0 to " + MAX_AMOUNT);
        }
        return amount.longValue();
    }

    private static String text(JsonNode object, String in, String name) throws Problem {
        String at = in + "/" + name;
        JsonNode node = object.get(name);
        if (node == null) throw missing(at);
        if (!node.isString()) throw type(at, "a string", node);
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(node.stringValue()));
        } catch (CharacterCodingException e) {
            throw Problem.member(
                    ProblemCode.LONE_SURROGATE, at, "has half of a surrogate pair, which UTF-8 cannot hold");
        }
        return node.stringValue();
    }

    private static void object(JsonNode node, String at, Set<String> known) throws Problem {
        if (!node.isObject()) throw type(at, "an object", node);
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw Problem.member(
                        ProblemCode.UNKNOWN_MEMBER, at + "/" + escaped(name), "is not a member that this node reads");
            }
        }
    }

    /// A name as a JSON pointer writes it (RFC 6901).
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Problem missing(String at) {
        return Problem.member(ProblemCode.MISSING_MEMBER, at, "is missing");
    }

    private static Problem type(String at, String wanted, JsonNode found) {
        String what = found.isNumber()
                ? (found.isIntegralNumber() ? "a whole number" : "a number with a point or an exponent")
                : name(found);
        return Problem.member(ProblemCode.WRONG_TYPE, at, "must be " + wanted + ", but is " + what);
    }

    private static String name(JsonNode found) {
        if (found.isString()) return "a string";
        if (found.isBoolean()) return "a boolean";
        if (found.isNull()) return "null";
        return found.isArray() ? "an array" : found.isObject() ? "an object" : "nothing";
    }

    private NewBlockReader() {}
}
