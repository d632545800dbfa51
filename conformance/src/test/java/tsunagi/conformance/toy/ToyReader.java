package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.toy.ToyJson.Malformed;
import tsunagi.conformance.toy.ToyJson.Word;

/// Makes a block of a frame, by the rules of 2.5 to 2.7.
final class ToyReader {
    private static final List<String> MEMBERS =
            List.of("index", "timestamp", "nonce", "data", "prev_hash", "hash", "transactions");
    private static final List<String> PAYMENT_MEMBERS = List.of("sender", "receiver", "amount");
    private static final BigInteger INDEX_END = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger END = BigInteger.ONE.shiftLeft(63);
    private static final BigInteger END_64 = BigInteger.ONE.shiftLeft(64);

    private final Trait trait;

    ToyReader(Trait trait) {
        this.trait = trait;
    }

    /// @param frame with its LF
    ToyBlock block(byte[] frame) throws Malformed {
        String text = decoded(frame).substring("BLOCK:".length());
        Object value = ToyJson.parse(text, trait);
        if (trait.is(Mutant.UNWRAPS_ARRAY) && value instanceof List<?> list && list.size() == 1)
            value = list.getFirst();
        Map<String, Object> members = object(value);
        requireKnown(members, MEMBERS, Mutant.REFUSES_UNKNOWN_MEMBERS);
        boolean incomplete = !members.keySet().containsAll(MEMBERS);
        if (trait.is(Mutant.NO_DEFAULTS) && incomplete) throw new Malformed("a member is absent");
        if (trait.is(Mutant.FIXED_ORDER_ONLY)) requireOrder(members);
        ToyBlock block = new ToyBlock(
                integer(members, "index", INDEX_END),
                timestamp(members),
                integer(members, "nonce", END),
                data(members),
                hash(members, "prev_hash"),
                hash(members, "hash"),
                payments(members.get("transactions")),
                frame.clone());
        return trait.is(WireMutant.IGNORES_HASH_MEMBER) ? block.sealed(block.nonce(), trait) : block;
    }

    private String decoded(byte[] frame) throws Malformed {
        byte[] bytes = trait.misread(frame);
        if (trait.is(Mutant.ACCEPTS_OVERLONG_UTF8)) {
            bytes = new String(bytes, ISO_8859_1).replace("\u00c0\u00af", "/").getBytes(ISO_8859_1);
        }
        if (trait.is(Mutant.REPLACES_INVALID_UTF8)) return new String(bytes, UTF_8);
        try {
            return trait.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("no UTF-8");
        }
    }

    @SuppressWarnings("unchecked") // the only maps that ToyJson makes
    private static Map<String, Object> object(Object value) throws Malformed {
        if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new Malformed("no object");
    }

    private void requireKnown(Map<String, Object> members, List<String> known, Mutant mutant) throws Malformed {
        if (trait.is(mutant) && !known.containsAll(members.keySet())) throw new Malformed("an unknown member");
    }

    private static void requireOrder(Map<String, Object> members) throws Malformed {
        List<String> known = members.keySet().stream().filter(MEMBERS::contains).toList();
        if (!known.equals(MEMBERS.stream().filter(members::containsKey).toList())) throw new Malformed("another order");
    }

    /// A member's value; null if it is absent, or counts as absent.
    private @Nullable Object given(Map<String, Object> members, String name) {
        Object value = members.get(name);
        return trait.is(Mutant.NULL_IS_DEFAULT) && new Word("null").equals(value) ? null : value;
    }

    private long timestamp(Map<String, Object> members) throws Malformed {
        if (trait.is(Mutant.DEFAULTS_TO_NOW) && !members.containsKey("timestamp")) {
            return Instant.now().getEpochSecond();
        }
        long timestamp = integer(members, "timestamp", END);
        return trait.is(Mutant.NARROW_TIMESTAMP) ? (int) timestamp : timestamp;
    }

    private long integer(Map<String, Object> members, String name, BigInteger end) throws Malformed {
        Object value = given(members, name);
        if (value == null) return name.equals("index") && trait.is(Mutant.ABSENT_INDEX_IS_NEXT) ? 1 : 0;
        if (trait.is(Mutant.TRUE_IS_ONE) && value.equals(new Word("true"))) return 1;
        if (trait.is(Mutant.ACCEPTS_NUMERIC_STRINGS) && value instanceof String string) value = new Word(string);
        if (!(value instanceof Word word)
                || word.text().isEmpty()
                || !Character.isDigit(word.text().charAt(word.text().length() - 1))) {
            throw new Malformed("no number");
        }
        return inRange(exact(word.text()), end);
    }

    private BigInteger exact(String digits) throws Malformed {
        boolean loose = (trait.is(Mutant.ACCEPTS_FLOAT) && digits.matches("[0-9]+\\.0+"))
                || (trait.is(Mutant.ACCEPTS_EXPONENT) && digits.matches("[0-9]+[eE][+-]?[0-9]+"))
                || (trait.is(Mutant.ACCEPTS_MINUS) && digits.matches("-[0-9]+"))
                || (trait.is(Mutant.ACCEPTS_PLUS) && digits.matches("\\+[0-9]+"))
                || (trait.is(Mutant.ACCEPTS_LEADING_ZERO) && digits.matches("0[0-9]+"));
        if (!loose && !digits.matches("0|[1-9][0-9]*")) throw new Malformed("no integer: " + digits);
        if (trait.is(Mutant.PARSES_AS_DOUBLE)) return BigInteger.valueOf((long) Double.parseDouble(digits));
        return new BigDecimal(digits).toBigInteger();
    }

    private long inRange(BigInteger number, BigInteger end) throws Malformed {
        if (trait.is(Mutant.WRAPS_INDEX) && end.equals(INDEX_END)) return number.longValue() & 0xffff_ffffL;
        if (trait.is(Mutant.WRAPS_AT_64_BITS) && number.compareTo(END_64) >= 0) return number.longValue();
        boolean unsigned = trait.is(Mutant.TAKES_UNSIGNED) || trait.isLoose("unsigned");
        if (unsigned && number.compareTo(END_64) < 0) return number.longValue();
        boolean negative = number.signum() < 0 && !trait.is(Mutant.ACCEPTS_MINUS);
        if (negative || number.compareTo(end) >= 0) throw new Malformed("out of range: " + number);
        return number.longValue();
    }

    private String data(Map<String, Object> members) throws Malformed {
        Object value = given(members, "data");
        boolean absent = value == null || (trait.is(Mutant.EMPTY_DATA_IS_ABSENT) && value.equals(""));
        if (absent) return trait.is(Mutant.NO_DEFAULT_DATA) ? "" : "P2P Received Block";
        return string(value);
    }

    private String string(@Nullable Object value) throws Malformed {
        if (value instanceof String string) return string;
        if (trait.is(Mutant.STRINGIFIES_NUMBERS) && value instanceof Word word) return word.text();
        throw new Malformed("no string");
    }

    private String hash(Map<String, Object> members, String name) throws Malformed {
        Object value = given(members, name);
        if (value == null) return ToyBlock.NO_HASH;
        String hex = string(value);
        if (trait.is(Mutant.PADS_SHORT_HASH)) hex = "0".repeat(Math.max(0, 64 - hex.length())) + hex;
        if (trait.is(Mutant.ACCEPTS_0X) && hex.startsWith("0x")) hex = hex.substring(2);
        if (trait.is(Mutant.TRUNCATES_LONG_HASH) && hex.length() > 64) hex = hex.substring(0, 64);
        if (trait.is(Mutant.NON_HEX_IS_ZERO)) hex = hex.replaceAll("[^0-9a-fA-F]", "0");
        String allowed = trait.is(Mutant.LOWER_CASE_HEX_ONLY) ? "[0-9a-f]{64}" : "[0-9a-fA-F]{64}";
        if (!hex.matches(allowed)) throw new Malformed("no hash");
        boolean keepsCase = trait.isLoose("case") && name.equals("prev_hash");
        return keepsCase ? hex : hex.toLowerCase(Locale.ROOT);
    }

    private List<ToyBlock.Payment> payments(@Nullable Object value) throws Malformed {
        boolean empty = value == null
                || (trait.is(Mutant.NULL_IS_DEFAULT) && value.equals(new Word("null")))
                || (trait.is(Mutant.OBJECT_IS_EMPTY_LIST) && value instanceof Map)
                || (trait.is(Mutant.IGNORES_TRANSACTIONS_STRING) && value instanceof String)
                || (value.equals("[]") && !trait.is(Mutant.REFUSES_TRANSACTIONS_STRING));
        if (empty) return List.of();
        if (!(value instanceof List<?> list)) throw new Malformed("no list");
        List<ToyBlock.Payment> payments = new ArrayList<>();
        for (Object element : list) payments.add(payment(object(element)));
        return List.copyOf(payments);
    }

    private ToyBlock.Payment payment(Map<String, Object> members) throws Malformed {
        requireKnown(members, PAYMENT_MEMBERS, Mutant.REFUSES_UNKNOWN_IN_TRANSACTION);
        boolean complete = members.keySet().containsAll(PAYMENT_MEMBERS);
        if (!complete && !trait.is(Mutant.DEFAULTS_IN_TRANSACTIONS)) throw new Malformed("a member is absent");
        return new ToyBlock.Payment(
                string(members.getOrDefault("sender", "")),
                string(members.getOrDefault("receiver", "")),
                integer(members, "amount", END));
    }
}
