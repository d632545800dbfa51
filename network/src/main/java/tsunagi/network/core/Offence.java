package tsunagi.network.core;

/// What a peer may do that a well-meaning one hardly ever does, and what it weighs.
///
/// None of these is answered by itself: the protocol has bad frames dropped and the connection
/// left open (1.6, 2.7, 3.2). Only their sum counts, which time wears off. The weights
/// follow what an offence costs this node.
public enum Offence {
    /// Skipped at a glance. Extensions are allowed to send these (1.6).
    UNKNOWN_FRAME(1, "unknown frames"),
    /// More chain requests than [NetworkLimits#CHAIN_REQUESTS_PER_MINUTE]: each
    /// is answered in its turn.
    HASTY_REQUEST(1, "too many chain requests"),
    /// Parsed for nothing.
    REFUSED_FRAME(2, "BLOCK frames without a block"),
    /// Parsed and hashed for nothing.
    REJECTED_BLOCK(2, "invalid blocks"),
    /// A frame's worth of memory and a connection (1.3).
    FRAME_TOO_LONG(100, "frames that are too long"),
    /// A place among the connections, for a minute.
    FRAME_TOO_SLOW(100, "frames that do not end");

    private final int points;
    private final String words;

    Offence(int points, String words) {
        this.points = points;
        this.words = words;
    }

    /// Misbehaviour points.
    public int points() {
        return points;
    }

    /// What, in words for a log line.
    public String words() {
        return words;
    }
}
