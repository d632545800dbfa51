package tsunagi.network.core;

import java.time.Duration;
import tsunagi.chain.ChainLimits;

/// Every bound and delay of this module, with its unit in the name or type and its reason.
public final class NetworkLimits {
    /// Pause between the end of an outbound connection, or a failed attempt at one, and the next
    /// attempt (5.2).
    public static final Duration REDIAL_DELAY = Duration.ofSeconds(5);

    /// How long a connection attempt, with the look-up of the name, may take. Not longer than
    /// [#REDIAL_DELAY], so that a silent address costs no more than a refusing one.
    public static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);

    /// Inbound connections at once, if the user does not say otherwise. At the most some 20 KB
    /// each, so 20 MB.
    public static final int DEFAULT_MAX_INBOUND_PEERS = 1_024;

    /// Bytes taken from a socket at once: two frames, so that one can be completed and the next begun.
    public static final int READ_BUFFER_BYTES = 8 * 1024;

    /// Longest stretch of the log that is written to a peer before gossip gets its turn again
    /// (2.2): a fifth of a millisecond on loopback, 50 ms at 10 Mbit/s.
    public static final int MAX_PIECE_BYTES = 64 * 1024;

    /// A peer that takes none of the bytes offered for so long is closed (5.4). With
    /// [#MAX_PIECE_BYTES] it also says how slow a peer may be: some 2 KB/s.
    public static final Duration WRITE_STALL_TIMEOUT = Duration.ofSeconds(30);

    /// A frame that has begun must end within this. Frames are 4 KB, so whoever needs longer is
    /// broken or holds the buffer on purpose.
    public static final Duration PARTIAL_FRAME_TIMEOUT = Duration.ofSeconds(60);

    /// An inbound connection without a byte in either direction for so long is closed. Long, for
    /// a quiet network is no fault, and the wire has no keep-alive message (1.2); TCP's own
    /// keep-alive finds peers that are gone.
    public static final Duration IDLE_TIMEOUT = Duration.ofHours(2);

    /// Least time between two chain requests to one peer (3.7).
    public static final Duration CHAIN_REQUEST_INTERVAL = Duration.ofSeconds(5);

    /// An answer has no end mark (2.2): once this long has passed since its last useful block it
    /// is taken to have ended.
    public static final Duration ANSWER_GAP = Duration.ofSeconds(1);

    /// A request is taken to be over after this in any case, however much keeps coming.
    public static final Duration ANSWER_DEADLINE = Duration.ofSeconds(60);

    /// Chain requests of one peer that wait for their answer; beyond it the peer is closed. Each
    /// costs a list of extents, not the blocks.
    public static final int MAX_PENDING_ANSWERS = 256;

    /// Changes of origin along the log's tail that are remembered, so as not to send blocks back
    /// to where they came from (4.1). A peer that is so far behind that they are forgotten is closed.
    public static final int MAX_ORIGIN_RUNS = 16_384;

    /// Blocks of branches returned to of which it is remembered when they were last relayed: as
    /// many as the chain remembers of branches that were left. At some 100 bytes each, 0.8 MB.
    public static final int MAX_RETURNED_BLOCKS = ChainLimits.MAX_STALE_BLOCKS;

    /// How often the node looks for what time alone has made due.
    public static final Duration TICK = Duration.ofMillis(500);

    /// How often what peers sent is forced to disk: what a loss of power may cost, and peers can
    /// send again. Twice a second wears no disk, and is no load beside a force for each block.
    public static final Duration FORCE_INTERVAL = Duration.ofMillis(500);

    /// How long stopping waits for connections to end before it goes on without them.
    public static final Duration STOP_GRACE = Duration.ofMillis(500);

    private NetworkLimits() {}
}
