package tsunagi.protocol;

/// Every limit of the wire format. All of them are rules of the protocol, none is a setting.
public final class ProtocolLimits {
    /// A frame with its LF (rule 1.3). Also what bounds a block (3.8), for a block that cannot
    /// be sent cannot be agreed on.
    public static final int MAX_FRAME_BYTES = 4096;

    /// The largest `index`: it is hashed as 4 bytes (3.1).
    public static final long MAX_INDEX = (1L << 32) - 1;

    /// The largest `timestamp`, `nonce` and `amount`: hashed as 8 bytes, and signed in the
    /// book's language, so the top bit is never used (table in 2.5).
    public static final long MAX_INT63 = Long.MAX_VALUE;

    /// Arrays and objects open at once inside one frame; each costs at least a byte, so no
    /// frame can hold more and "however deeply nested" (2.6) holds.
    public static final int MAX_JSON_DEPTH = MAX_FRAME_BYTES;

    /// Pairs at consecutive heights at the start of a locator (8.1): reorganisations are nearly
    /// always this shallow, so the answer then starts at the very fork.
    public static final int LOCATOR_DENSE_PAIRS = 10;

    private ProtocolLimits() {}
}
