package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tsunagi.protocol.Refusal.Fault;

/// Rule 2.7 for the value of each member of the table in 2.5: each member is given each value
/// that it may not have.
class RefusedValuesTest {
    /// Where a value stands in a text.
    ///
    /// @param path as a refusal names it
    private record Member(String path, String before, String after) {
        Member(String name) {
            this(name, "{\"" + name + "\":", "}");
        }

        static Member ofTransaction(String name) {
            return new Member("transactions[0]." + name, "{\"transactions\":[{\"" + name + "\":", "}]}");
        }
    }

    private static final Member INDEX = new Member("index");
    private static final List<Member> UP_TO_63_BITS =
            List.of(new Member("timestamp"), new Member("nonce"), Member.ofTransaction("amount"));
    private static final List<Member> INTEGERS =
            Stream.concat(Stream.of(INDEX), UP_TO_63_BITS.stream()).toList();
    private static final List<Member> HASHES = List.of(new Member("prev_hash"), new Member("hash"));
    private static final List<Member> TEXTS =
            List.of(new Member("data"), Member.ofTransaction("sender"), Member.ofTransaction("receiver"));
    private static final Member TRANSACTIONS = new Member("transactions");
    private static final Member ELEMENT = new Member("transactions[0]", "{\"transactions\":[", "]}");

    @TestFactory
    Stream<DynamicTest> integersOfAnotherForm() {
        return INTEGERS.stream()
                .flatMap(member -> Stream.of(
                        refused(member, "a fraction", "2.0", Fault.NOT_AN_INTEGER),
                        refused(member, "an exponent", "2e0", Fault.NOT_AN_INTEGER),
                        refused(member, "an upper-case exponent", "2E+1", Fault.NOT_AN_INTEGER),
                        refused(member, "a huge exponent", "1e999999999999", Fault.NOT_AN_INTEGER),
                        refused(member, "a negative fraction", "-2.5", Fault.NOT_AN_INTEGER),
                        refused(member, "a minus sign", "-1", Fault.SIGNED_NUMBER),
                        refused(member, "minus zero", "-0", Fault.SIGNED_NUMBER),
                        refused(member, "-2^63", "-9223372036854775808", Fault.SIGNED_NUMBER),
                        refused(member, "400 digits and a minus sign", "-" + "9".repeat(400), Fault.SIGNED_NUMBER),
                        refused(member, "a plus sign", "+1", Fault.NOT_JSON),
                        refused(member, "a plus sign before zero", "+0", Fault.NOT_JSON),
                        refused(member, "a leading zero", "02", Fault.NOT_JSON),
                        refused(member, "two zeros", "00", Fault.NOT_JSON),
                        refused(member, "a leading zero after a sign", "-01", Fault.NOT_JSON),
                        refused(member, "a point without digits after", "2.", Fault.NOT_JSON),
                        refused(member, "a point without digits before", ".5", Fault.NOT_JSON),
                        refused(member, "an exponent without digits", "2e", Fault.NOT_JSON),
                        refused(member, "a sign alone", "-", Fault.NOT_JSON),
                        refused(member, "hex", "0x10", Fault.NOT_JSON),
                        refused(member, "an underscore", "1_000", Fault.NOT_JSON),
                        refused(member, "a suffix", "1L", Fault.NOT_JSON),
                        refused(member, "full-width digits", "１", Fault.NOT_JSON),
                        refused(member, "NaN", "NaN", Fault.NOT_JSON),
                        refused(member, "Infinity", "Infinity", Fault.NOT_JSON),
                        refused(member, "-Infinity", "-Infinity", Fault.NOT_JSON),
                        refused(member, "+Infinity", "+Infinity", Fault.NOT_JSON)));
    }

    @TestFactory
    Stream<DynamicTest> integersOutOfRange() {
        Stream<DynamicTest> indexOnly = Stream.of(
                refused(INDEX, "2^32", "4294967296", Fault.OUT_OF_RANGE),
                refused(INDEX, "2^32 + 7", "4294967303", Fault.OUT_OF_RANGE),
                refused(INDEX, "2^63 - 1", "9223372036854775807", Fault.OUT_OF_RANGE));
        Stream<DynamicTest> each = INTEGERS.stream()
                .flatMap(member -> Stream.of(
                        refused(member, "2^63", "9223372036854775808", Fault.OUT_OF_RANGE),
                        refused(member, "the last of 19 digits", "9999999999999999999", Fault.OUT_OF_RANGE),
                        refused(member, "2^64 - 1", "18446744073709551615", Fault.OUT_OF_RANGE),
                        refused(member, "2^64", "18446744073709551616", Fault.OUT_OF_RANGE),
                        refused(member, "2^64 + 7", "18446744073709551623", Fault.OUT_OF_RANGE),
                        refused(member, "2^128 + 7", "340282366920938463463374607431768211463", Fault.OUT_OF_RANGE),
                        refused(member, "400 digits", "9".repeat(400), Fault.OUT_OF_RANGE),
                        refused(member, "4000 digits", "1" + "0".repeat(3999), Fault.OUT_OF_RANGE)));
        return Stream.concat(indexOnly, each);
    }

    @TestFactory
    Stream<DynamicTest> valuesOfAnotherType() {
        Stream<DynamicTest> notIntegers = INTEGERS.stream()
                .flatMap(member -> wrongTypes(member, "null", "true", "false", "\"1\"", "\"\"", "[]", "[1]", "{}"));
        Stream<DynamicTest> notStrings = Stream.concat(TEXTS.stream(), HASHES.stream())
                .flatMap(member ->
                        wrongTypes(member, "null", "true", "false", "0", "1.5", "1e999", "[]", "[\"a\"]", "{}"));
        Stream<DynamicTest> notArrays = wrongTypes(TRANSACTIONS, "null", "true", "false", "0", "1.5", "{}");
        Stream<DynamicTest> notObjects =
                wrongTypes(ELEMENT, "null", "true", "false", "0", "1.5", "\"\"", "\"[]\"", "[]", "[{}]");
        return Stream.of(notIntegers, notStrings, notArrays, notObjects).flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> wrongTypes(Member member, String... values) {
        return Stream.of(values).map(value -> refused(member, "of another type", value, Fault.WRONG_TYPE));
    }

    @TestFactory
    Stream<DynamicTest> hashesThatAreNot64HexDigits() {
        String hex63 = "0".repeat(63);
        return HASHES.stream()
                .flatMap(member -> Stream.of(
                        notAHash(member, "no digits", ""),
                        notAHash(member, "one digit", "0"),
                        notAHash(member, "63 digits", hex63),
                        notAHash(member, "65 digits", hex63 + "00"),
                        notAHash(member, "128 digits", "0".repeat(128)),
                        notAHash(member, "a letter after f", hex63 + "g"),
                        notAHash(member, "a letter after F", "G" + hex63),
                        notAHash(member, "a minus sign", "-" + hex63),
                        notAHash(member, "a plus sign", "+" + hex63),
                        notAHash(member, "0x and 62 digits", "0x" + "0".repeat(62)),
                        notAHash(member, "0x and 64 digits", "0x" + "0".repeat(64)),
                        notAHash(member, "a space before", " " + hex63),
                        notAHash(member, "a space after 64 digits", "0" + hex63 + " "),
                        notAHash(member, "an escaped NUL", hex63 + "\\u0000"),
                        notAHash(member, "64 full-width digits", "０".repeat(64)),
                        notAHash(member, "one full-width letter", hex63 + "ａ"),
                        notAHash(member, "64 Arabic digits", "٠".repeat(64)),
                        notAHash(member, "64 bytes that are 32 characters", "é".repeat(32))));
    }

    private static DynamicTest notAHash(Member member, String words, String text) {
        return refused(member, words, "\"" + text + "\"", Fault.NOT_A_HASH);
    }

    @TestFactory
    Stream<DynamicTest> transactionsStrings() {
        return Stream.of(
                transactionsString("empty", ""),
                transactionsString("a space in it", "[ ]"),
                transactionsString("a space before", " []"),
                transactionsString("a line feed after", "[]\\n"),
                transactionsString("one bracket", "["),
                transactionsString("an object", "{}"),
                transactionsString("null", "null"),
                transactionsString("an empty transaction", "[{}]"),
                transactionsString(
                        "a transaction", "[{\\\"sender\\\":\\\"a\\\",\\\"receiver\\\":\\\"b\\\",\\\"amount\\\":1}]"));
    }

    private static DynamicTest transactionsString(String words, String text) {
        return refused(TRANSACTIONS, "a string, " + words, "\"" + text + "\"", Fault.TRANSACTIONS_STRING);
    }

    private static DynamicTest refused(Member member, String words, String value, Fault fault) {
        String shown = value.length() > 70 ? "" : " " + value;
        return dynamicTest("2.7 " + member.path() + " is " + words + shown, () -> {
            Refusal refusal = Samples.refused((member.before() + value + member.after()).getBytes(UTF_8));
            assertEquals(fault, refusal.fault(), refusal.toString());
            // Where a text stops being JSON is the parser's affair, which reads ahead.
            if (fault == Fault.NOT_JSON) return;
            assertEquals(member.path(), refusal.member());
            assertEquals(member.before().length(), refusal.offset());
        });
    }
}
