package tsunagi.app.http;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.Happening;
import tsunagi.network.RivalView;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// What the API says and is told, one record for each shape of its description.
final class Shapes {
    /// A block with the seven members that it has on the wire.
    record BlockBody(
            long index,
            long timestamp,
            long nonce,
            String data,
            String prevHash,
            String hash,
            List<Transaction> transactions) {
        static BlockBody of(Block block) {
            return new BlockBody(
                    block.index(),
                    block.timestamp(),
                    block.nonce(),
                    block.data(),
                    block.prevHash().toString(),
                    block.hash().toString(),
                    block.transactions());
        }
    }

    /// @param next where the next page begins; null on the last
    /// @param complete false if a search ran out of time
    /// @param matched  of a search, the members that hold its text, for each block
    record BlockPage(
            List<BlockBody> blocks,
            @Nullable Long next,
            boolean complete,
            @Nullable List<List<String>> matched) {}

    /// Some of the bytes that are hashed.
    record Field(String name, int offset, int length) {}

    /// @param active        whether it is on the active chain
    /// @param confirmations 1 at the tip, 0 off the chain
    /// @param preimage      the bytes that are hashed, in hex
    record BlockDetail(
            BlockBody block,
            boolean active,
            long confirmations,
            int frameBytes,
            String preimage,
            List<Field> fields,
            int leadingZeroBytes,
            int difficultyBytes) {}

    /// A transaction of a name.
    ///
    /// @param number   0 for the oldest of the name
    /// @param position in its block, 0 for the first
    record NameTransaction(
            long number,
            long height,
            String hash,
            long timestamp,
            int position,
            String sender,
            String receiver,
            long amount) {}

    /// A name on the chain whose tip is given.
    ///
    /// @param complete     false if count and sums lack something
    /// @param why          what they lack: `building` or `full`; null if they are complete
    /// @param oldestListed number of the oldest transaction that is listed
    /// @param transactions newest first
    /// @param next         where the next page begins; null on the last
    record NameBody(
            String name,
            long height,
            String tip,
            boolean complete,
            @Nullable String why,
            long count,
            BigInteger sent,
            BigInteger received,
            BigInteger balance,
            long oldestListed,
            List<NameTransaction> transactions,
            @Nullable Long next) {}

    record OffChainBlock(long index, String hash, String prevHash, String kind) {}

    /// A branch that the node fetches because it may become the chain.
    ///
    /// @param from       the peer that sent the last of it
    /// @param forkHeight height of the active block that it hangs on
    /// @param blocks     of it that are here
    /// @param needed     blocks with which it becomes the chain
    record RivalBody(String from, long forkHeight, long blocks, long needed) {
        static RivalBody of(RivalView rival) {
            return new RivalBody(rival.from().address(), rival.forkIndex(), rival.blocks(), rival.blocksNeeded());
        }
    }

    /// The node and its chain.
    record ChainBody(
            String version,
            int port,
            Instant started,
            long height,
            String tip,
            String genesis,
            int difficultyBytes,
            long logBytes,
            int sideBlocks,
            int orphans,
            List<OffChainBlock> offChain,
            List<RivalBody> rivals,
            Happening.Mining mining,
            double searchingSeconds,
            double hashesPerSecond,
            boolean tokenNeeded) {}

    /// What happened lately, oldest first.
    record ActivityBody(
            List<Activity.Arrival> arrivals,
            List<Activity.Find> finds,
            List<Activity.Relay> relays,
            List<Activity.Departure> departures,
            List<Happening.Reorganised> reorganisations) {}

    record PeerBody(
            long connection,
            String address,
            String direction,
            double connectedSeconds,
            long blocksIn,
            long highestIn,
            long blocksOut,
            long bytesOut,
            long behindBytes,
            int points) {}

    /// @param dialling whom the node tries to reach, and has not
    /// @param next     where the next page begins; null on the last
    record PeerPage(
            List<PeerBody> peers,
            List<String> dialling,
            int toleratedPoints,
            @Nullable Long next) {}

    record BanBody(
            String address,
            String reason,
            double endsInSeconds,
            @Nullable String frame) {}

    record BanList(List<BanBody> bans) {}

    /// What is to be mined. Either may be left out.
    record NewBlock(String data, List<Transaction> transactions) {}

    record Status(String status) {}

    private Shapes() {}
}
