package tsunagi.protocol;

/// Who gives how much to whom; nothing on the wire says that they may.
///
/// @param sender   any text that UTF-8 can hold
/// @param receiver likewise
/// @param amount   0 … 2^63−1, without a unit
public record Transaction(String sender, String receiver, long amount) {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException on a negative amount or a lone surrogate
    public Transaction {
        UnicodeText.requireWellFormed("sender", sender);
        UnicodeText.requireWellFormed("receiver", receiver);
        if (amount < 0) throw new IllegalArgumentException("amount is negative: " + amount);
    }
}
