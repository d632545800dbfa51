package tsunagi.network.core;

import java.time.Duration;
import tsunagi.chain.ChainLimits;

/// Every bound and delay of this module, with its unit in the name or type and its reason.
public final class NetworkLimits {
    /// Pause between the end of an outbound connection, or a failed attempt at one, and the next
    /// attempt (5.2).
    public static final Duration REDIAL_DELAY = Duration.ofSeconds(5);

    /// How long the look-up of a name may take, and how long the connecting after it. Not longer
    /// than [#REDIAL_DELAY], so that a silent address costs no more than a refusing one.
    public static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);

    /// Addresses of a name that one attempt tries. They share [#DIAL_TIMEOUT], so a silent one
    /// leaves the others a second at least.
    public static final int MAX_ADDRESSES_DIALLED = 4;

    /// Inbound connections at once, if the user does not say otherwise. At the most about 20 KB
    /// each, so 20 MB.
    public static final int DEFAULT_MAX_INBOUND_PEERS = 1_024;

    /// Connections that the platform has made and the node has not accepted yet; the platform may
    /// allow fewer. A client beyond that is not refused but not answered, and retries after a
    /// second, then after three: with the 50 that are Java's default, ten thousand peers that
    /// came at once took minutes.
    public static final int MAX_WAITING_CONNECTIONS = 1_024;

    /// Bytes that a connection waits for with: a frame of usual size and then some. Most
    /// connections are idle most of the time, and this is most of what they hold.
    public static final int READ_BUFFER_BYTES = 512;

    /// Bytes taken from a socket at once when more is waiting there: about 3,500 blocks, which are
    /// proven on all processors, and placed and written under one hold of the lock. Each time some
    /// threads have to be woken, which costs more than all else that is done once for many blocks.
    public static final int LARGE_READ_BUFFER_BYTES = 1024 * 1024;

    /// Large read buffers at once, 2 MB in all: blocks are placed by one reader at a time, while
    /// another proves. A connection without one reads a little at a time.
    public static final int LARGE_READ_BUFFERS = 2;

    /// How often in a row a large read buffer is filled before others may have it: so seldom that
    /// giving it back costs nothing, so often that nobody keeps one by always having more to say.
    public static final int LARGE_READS_IN_A_ROW = 4;

    /// Of what came, so much is proven in one go by one processor: about 60 µs of work.
    /// Compared with that, handing it over costs little.
    public static final int PART_BYTES = 64 * 1024;

    /// Longest stretch of the log that is written to a peer before gossip, and other peers, get
    /// their turn again (2.2): a tenth of a millisecond on loopback. On a slow line it is little
    /// in addition to what the platform has taken already and not sent.
    public static final int MAX_PIECE_BYTES = 256 * 1024;

    /// Up to so much is written without waiting for a turn among those who send more: any frame,
    /// and some microseconds of work.
    public static final int SMALL_PIECE_BYTES = 16 * 1024;

    /// A peer that takes none of the bytes offered for so long is closed (5.4). With
    /// [#MAX_PIECE_BYTES] it also says how slow a peer may be: about 2 KB/s.
    public static final Duration WRITE_STALL_TIMEOUT = Duration.ofSeconds(30);

    /// A frame that has begun must end within this. Frames are 4 KB, so a peer that needs longer is
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

    /// Orphans of one peer that are remembered until it is asked for its chain: if others bring the
    /// parent of the newest, an older one may still wait.
    public static final int MAX_ASKED_ORPHANS = 4;

    /// Chain requests of one peer that wait for their answer; beyond it the peer is closed. Each
    /// costs a place on the chain, not the blocks.
    public static final int MAX_PENDING_ANSWERS = 256;

    /// Chain requests that wait for their answer or are being answered, of all peers together.
    /// Beyond it the peer that waits for most answers is closed. One answer of each peer is always
    /// given, however many peers there are.
    public static final int MAX_ANSWERS = 24_576;

    /// What an answer that waits costs: its place on the chain, and its entries in two collections.
    public static final int ANSWER_BYTES = 256;

    /// Chain requests of one peer that are answered without waiting. A script that asks after each
    /// of a hundred blocks does not notice.
    public static final int CHAIN_REQUESTS_AT_ONCE = 120;

    /// Chain requests of one peer that are answered in a minute after those. An honest node asks
    /// every [#CHAIN_REQUEST_INTERVAL] at the most, 12 times in a minute.
    public static final int CHAIN_REQUESTS_PER_MINUTE = 120;

    /// Misbehaviour points that an address may have: 2,000 unknown frames or 1,000 bad blocks in
    /// one go. What the protocol has dropped is so never punished by itself, only in floods.
    public static final int TOLERATED_POINTS = 2_000;

    /// Points that wear off in a second: a peer may send one odd frame in ten for ever.
    public static final int POINTS_FORGIVEN_PER_SECOND = 50;

    /// Useless input of peers gets at most this part of one processor: 1 / N ([Throttle]). That is
    /// enough to read the longest rival branch that is kept in a second.
    public static final int USELESS_SHARE_DIVISOR = 2;

    /// Time for what is of no use that is saved up while nothing of the kind comes: so an odd frame
    /// in between delays no connection.
    public static final Duration USELESS_CREDIT = Duration.ofMillis(20);

    /// What a read of up to [#USELESS_TURN_BYTES] counts for at the most: they are handled in less,
    /// and what takes longer has waited for something. A longer read counts for as many times that.
    public static final Duration MAX_USELESS_TURN = Duration.ofMillis(1);

    /// At 16 MB a second a slow processor parses and proves that in [#MAX_USELESS_TURN].
    public static final int USELESS_TURN_BYTES = 16 * 1024;

    /// Blocks that are known already, in a row, that a peer may send and still be of use: about 1
    /// MB, many more than come between two new blocks in an honest network.
    public static final int MAX_DUPLICATES_OF_USE = 4_096;

    /// The longest pause between two reads, for however many others have to be read too: those that
    /// are closed meanwhile notice so late.
    public static final Duration MAX_USELESS_PAUSE = Duration.ofMillis(500);

    /// How long an address is banned. Long enough that a flooding address is nearly always out,
    /// short enough for the next owner of the address.
    public static final Duration BAN_LENGTH = Duration.ofMinutes(10);

    /// Bans at once; of more, the oldest end. At about 300 bytes each, 0.3 MB.
    public static final int MAX_BANS = 1_024;

    /// Addresses whose behaviour is remembered in addition to those that are connected. At about
    /// 300 bytes each, 1.2 MB.
    public static final int MAX_STANDINGS = 4_096;

    /// One address may have one part in so many of the inbound connections.
    public static final int INBOUND_SHARE_DIVISOR = 4;

    /// Log lines that one address can cause in a minute. The rest is dropped.
    public static final int LOG_LINES_PER_PEER_PER_MINUTE = 20;

    /// Least time between two lines about a rival branch that grows.
    public static final Duration RIVAL_LINE_INTERVAL = Duration.ofSeconds(5);

    /// Changes of origin along the log's tail that are remembered, so as not to send blocks back to
    /// where they came from (4.1). A peer that is so far behind that they are forgotten is closed.
    public static final int MAX_ORIGIN_RUNS = 16_384;

    /// Runs of blocks returned to of which it is remembered when they were last relayed. A branch
    /// is one run, unless it was put together of pieces.
    public static final int MAX_RETURNED_RUNS = ChainLimits.MAX_STALE_BLOCKS;

    /// Runs of branches returned to that sessions may still have to be sent, in all: one list for
    /// all sessions. A session that needs one that was forgotten is closed (5.4).
    public static final int MAX_BACKLOG_RUNS = 16_384;

    /// Branches returned to that one session may still have to be sent: a reference for each.
    public static final int MAX_BACKLOG_BRANCHES = 64;

    /// What one change of origin costs, as an entry of a tree.
    public static final int ORIGIN_RUN_BYTES = 100;

    /// What one run of returned blocks costs, as an entry of a tree and of a list.
    public static final int RETURNED_RUN_BYTES = 200;

    /// What one run costs that sessions have still to be sent.
    public static final int BACKLOG_RUN_BYTES = 64;

    /// What one ban or one standing costs.
    public static final int STANDING_BYTES = 300;

    /// What one connection costs at the most: the read buffer, a frame in the making, a piece of
    /// one on its way out, the stacks of two waiting threads, and what is kept of it. An idle
    /// one costs less than half.
    public static final int CONNECTION_BYTES = 14 * 1024;

    /// Heap of the program itself, with room for what is short-lived; the attacks on a process of
    /// [#MEMORY_BUDGET_BYTES] show that it is enough.
    public static final long PROGRAM_BYTES = 12L << 20;

    /// The node's whole heap, whatever its peers do: `-Xmx64m` is enough for the
    /// default number of peers.
    public static final long MEMORY_BUDGET_BYTES = 64L << 20;

    /// How often the node looks for what time alone has made due.
    public static final Duration TICK = Duration.ofMillis(500);

    /// How often what peers sent is forced to disk: what a loss of power may cost, and peers can
    /// send again. Twice a second wears no disk, and is no load compared with a force for each
    /// block.
    public static final Duration FORCE_INTERVAL = Duration.ofMillis(500);

    /// How old a checkpoint may become while the log grows: a start after a kill then reads through
    /// a minute of blocks at most, unless they are many.
    public static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(1);

    /// How long after the start the proof of the log begins: the first moments are for peers.
    public static final Duration PROOF_DELAY = Duration.ofSeconds(1);

    /// Pauses between pieces of 256 KiB of the log that is proven after the start: about a tenth of
    /// one processor, and a minute for five million blocks.
    public static final Duration PROOF_PAUSE = Duration.ofMillis(10);

    /// How long stopping waits for connections to end before it goes on without them.
    public static final Duration STOP_GRACE = Duration.ofMillis(500);

    private NetworkLimits() {}
}
