package tsunagi.app.peers;

import java.time.Duration;

/// What a list of peers, which may be anybody's, can cost this node.
final class PeerListLimits {
    /// Ten thousand entries of 25 characters; who offers more does not mean well.
    static final int MAX_LIST_BYTES = 262_144;

    /// Of the reason why there is no list, in the log.
    static final int MAX_REASON_CHARS = 200;

    /// Peers from lists that are dialled, and connections to those who were on
    /// one: eight find a network.
    static final int MAX_LISTED_PEERS = 64;

    /// For one fetch from the first look-up to the last byte.
    static final Duration FETCH_DEADLINE = Duration.ofSeconds(20);

    static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    /// Lists change by the day.
    static final Duration REFRESH_INTERVAL = Duration.ofMinutes(10);

    /// After a failure: soon enough for a server that is just starting, seldom
    /// enough for one that is gone.
    static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

    private PeerListLimits() {}
}
