package tsunagi.app.http;

import java.time.Duration;

/// What one who asks over HTTP may cost, each with its reason.
final class HttpLimits {
    /// A block's frame has 4,096 bytes at the most, and JSON may write each of them as six.
    static final int MAX_BODY_BYTES = 32_768;

    /// A path with a search of some words in percent signs; browsers' own headers are below 4 KiB.
    static final int MAX_HEADER_BYTES = 16_384;

    static final int MAX_HEADERS = 64;

    /// The server of the JDK closes a connection without a word at its own limits of headers. They
    /// are this many times those above, so a client between the two gets an answer.
    static final int UNANSWERED_HEADERS_FACTOR = 4;

    /// Connections at once: the watchers, and as many again for pages.
    static final int MAX_CONNECTIONS = 1_024;

    /// Those who watch `/api/events` at once.
    static final int MAX_WATCHERS = 512;

    /// Messages that are kept for watchers who were away: a quarter of a minute of a busy
    /// node, hours of a quiet one.
    static final int KEPT_EVENTS = 128;

    /// Messages that a watcher may be behind; then it is closed, and comes back by itself.
    static final int MAX_UNSENT_EVENTS = 16;

    /// Between two messages to watchers, so that a node that syncs thousands of blocks a second
    /// does not write thousands of messages: a screen shows no more.
    static final Duration EVENT_INTERVAL = Duration.ofMillis(100);

    /// A watcher that is gone is noticed when it is written to.
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// To have sent the whole request, in seconds, for this is how the server wants it.
    static final int REQUEST_SECONDS = 10;

    /// For an answer to be taken, mining included.
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(60);

    /// For answers that are under way when the node stops.
    static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    /// To look for a block: at difficulty 2 it takes milliseconds, at 4 it would be hours.
    static final Duration MINING_DEADLINE = Duration.ofSeconds(30);

    /// Searches for a text at once: each takes a processor for as long as it is let.
    static final int MAX_SEARCHES = 2;

    /// Who may wait for the miner at once; one is served at a time.
    static final int MAX_MINING = 8;

    /// Requests of one address: in a row, and in a second. A page needs a dozen to begin with.
    static final int REQUESTS_AT_ONCE = 400;

    static final int REQUESTS_PER_SECOND = 200;

    /// Addresses whose requests are counted; the oldest is forgotten.
    static final int MAX_ADDRESSES = 1_024;

    static final int DEFAULT_PAGE = 20;
    static final int MAX_PAGE = 100;

    /// Peers on one page: more than a network that a person can look at.
    static final int MAX_PEERS_PAGE = 1_000;

    /// Blocks off the active chain that are listed.
    static final int MAX_OFF_CHAIN = 100;

    /// The text of a search.
    static final int MAX_TEXT_CHARS = 200;

    /// For a search of all blocks, of which there may be millions.
    static final Duration SEARCH_DEADLINE = Duration.ofSeconds(2);

    /// For the index of names to take in a block that has just joined.
    static final Duration NAMES_DEADLINE = Duration.ofMillis(500);

    private HttpLimits() {}
}
