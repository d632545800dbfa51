package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.JsonReader.Refused;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Reads frames as sections 2 and 8.1 of PROTOCOL.md say, and says why it takes one for what it is.
public final class FrameReader {
    private static final String BLOCK = "BLOCK:";
    private static final String GET_CHAIN = "GET_CHAIN";
    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]*");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern PAIR = Pattern.compile("[1-9][0-9]{0,9}:[0-9a-f]{64}");
    private static final int INDEX_BITS = 32;
    private static final int BITS = 63;
    private static final String NO_HASH = "0".repeat(64);

    /// What is taken where the member is absent (2.5).
    public static final String DEFAULT_DATA = "P2P Received Block";

    /// What a frame is to its receiver, and why.
    ///
    /// @param frame with its LF
    public static Reading read(Octets frame) {
        String text;
        try {
            byte[] bytes = frame.slice(0, frame.size() - 1).toArray();
            if (startsWith(bytes, GET_CHAIN)) return new Reading.Request(locator(bytes));
            if (!startsWith(bytes, BLOCK)) return new Reading.Dropped("1.6", "a frame of no known kind");
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new Reading.Dropped("2.7", "invalid UTF-8");
        }
        try {
            return new Reading.Block(block(JsonReader.read(text.substring(BLOCK.length()))));
        } catch (Refused e) {
            return new Reading.Dropped("2.7", String.valueOf(e.getMessage()));
        }
    }

    private static boolean startsWith(byte[] bytes, String word) {
        return new String(bytes, 0, Math.min(bytes.length, word.length()), UTF_8).equals(word);
    }

    /// The pairs of a locator, or none if it is not one to the last byte.
    private static List<Reading.Pair> locator(byte[] frame) {
        String rest = new String(frame, UTF_8).substring(GET_CHAIN.length());
        List<Reading.Pair> pairs = new ArrayList<>();
        long before = 1L << INDEX_BITS;
        if (!rest.startsWith(" ")) return List.of();
        for (String word : rest.substring(1).split(" ", -1)) {
            if (!PAIR.matcher(word).matches()) return List.of();
            int colon = word.indexOf(':');
            long index = Long.parseLong(word.substring(0, colon));
            if (index >= before) return List.of();
            before = index;
            pairs.add(new Reading.Pair(index, word.substring(colon + 1)));
        }
        return pairs;
    }

    private static WireBlock block(Json value) throws Refused {
        if (!(value instanceof Json.Members object)) throw new Refused("no object");
        Map<String, Json> members = object.members();
        return new WireBlock(
                integer(members, "index", INDEX_BITS, false),
                integer(members, "timestamp", BITS, false),
                integer(members, "nonce", BITS, false),
                members.containsKey("data") ? string(members, "data") : DEFAULT_DATA,
                hash(members, "prev_hash"),
                hash(members, "hash"),
                payments(members.get("transactions")));
    }

    private static List<Payment> payments(@Nullable Json value) throws Refused {
        List<Payment> payments = new ArrayList<>();
        if (value == null || value.equals(new Json.Text("[]"))) return payments;
        if (!(value instanceof Json.Array array)) throw new Refused("transactions is neither an array nor \"[]\"");
        for (Json element : array.elements()) {
            if (!(element instanceof Json.Members one)) throw new Refused("a transaction is no object");
            payments.add(new Payment(
                    string(one.members(), "sender"),
                    string(one.members(), "receiver"),
                    integer(one.members(), "amount", BITS, true)));
        }
        return payments;
    }

    private static long integer(Map<String, Json> members, String name, int bits, boolean required) throws Refused {
        Json value = members.get(name);
        if (value == null && !required) return 0;
        if (!(value instanceof Json.Numeral number)) throw new Refused(name + " is no number");
        if (!INTEGER.matcher(number.written()).matches()) throw new Refused(name + " is no plain integer");
        BigInteger integer = new BigInteger(number.written());
        if (integer.bitLength() > bits) throw new Refused(name + " is out of range");
        return integer.longValueExact();
    }

    private static String string(Map<String, Json> members, String name) throws Refused {
        if (members.get(name) instanceof Json.Text text) return text.value();
        throw new Refused(name + " is no string");
    }

    private static String hash(Map<String, Json> members, String name) throws Refused {
        if (!members.containsKey(name)) return NO_HASH;
        String text = string(members, name);
        if (!HASH.matcher(text).matches()) throw new Refused(name + " is not 64 hex digits");
        return text.toLowerCase(Locale.ROOT);
    }

    private FrameReader() {}
}
