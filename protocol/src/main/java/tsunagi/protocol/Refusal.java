package tsunagi.protocol;

/// Why the text of a `BLOCK:` frame is not a block (2.7).
///
/// @param fault  what is wrong
/// @param member path of the member it is wrong in, such as `transactions[2].amount`; empty if
///               it is wrong outside of any
/// @param offset where, in bytes from the start of the JSON text
public record Refusal(Fault fault, String member, int offset) {
    /// The refusals of 2.7, in its order.
    public enum Fault {
        NOT_JSON("not JSON"),
        NOT_ONE_OBJECT("not a JSON object"),
        TRAILING_TEXT("text after the object"),
        DUPLICATE_MEMBER("the member stands there twice"),
        NOT_AN_INTEGER("a number with a fraction or exponent, not an integer"),
        SIGNED_NUMBER("a number with a sign"),
        OUT_OF_RANGE("a number out of range"),
        WRONG_TYPE("a value of another type"),
        NOT_A_HASH("not 64 hex digits"),
        INVALID_UTF8("invalid UTF-8"),
        LONE_SURROGATE("a lone surrogate"),
        TRANSACTIONS_STRING("a string other than \"[]\""),
        MISSING_MEMBER("a required member is missing");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /// What is wrong, in words for a log line.
        public String words() {
            return words;
        }
    }

    /// One line: member, fault and offset.
    @Override
    public String toString() {
        return (member.isEmpty() ? "" : member + ": ") + fault.words() + " (byte " + offset + ")";
    }
}
