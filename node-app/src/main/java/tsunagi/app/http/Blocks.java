package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tsunagi.app.http.Shapes.BlockBody;
import tsunagi.app.http.Shapes.BlockDetail;
import tsunagi.app.http.Shapes.BlockPage;
import tsunagi.app.http.Shapes.Field;
import tsunagi.app.words.Decimal;
import tsunagi.chain.ChainParameters;
import tsunagi.network.ChainView;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;
import tsunagi.protocol.Transaction;

/// The chain's blocks, page by page, one by one, and by what is in them.
final class Blocks {
    private static final int INDEX_BYTES = 4;
    private static final String HEIGHT = "0|[1-9][0-9]*";

    /// Place of the id in the path.
    private static final int ID = 2;

    private final ChainView chain;
    private final ChainParameters parameters;
    private final BlockSearch search;

    Blocks(ChainView chain, ChainParameters parameters) {
        this.chain = chain;
        this.parameters = parameters;
        this.search = new BlockSearch(chain, parameters.genesis());
    }

    /// `GET /api/blocks`: the highest first, or those in which a text is found.
    Reply page(Request request) throws Problem, IOException {
        int limit = (int) request.number("limit", HttpLimits.DEFAULT_PAGE, 1, HttpLimits.MAX_PAGE);
        Optional<String> text = request.parameter("text");
        if (text.isPresent()) {
            return Reply.json(
                    search.page(text.get(), request.number("from", Long.MAX_VALUE, 0, Long.MAX_VALUE), limit));
        }
        long from = request.number("from", chain.tip().index(), 0, Long.MAX_VALUE);
        List<Block> blocks = new ArrayList<>(chain.below(from, limit));
        long lowest = blocks.isEmpty()
                ? Math.min(from, chain.tip().index()) + 1
                : blocks.getLast().index();
        if (lowest == 1 && blocks.size() < limit) {
            blocks.add(parameters.genesis());
            lowest = 0;
        }
        return Reply.json(new BlockPage(bodies(blocks), lowest == 0 ? null : lowest - 1, true, null));
    }

    private static List<BlockBody> bodies(List<Block> blocks) {
        return blocks.stream().map(BlockBody::of).toList();
    }

    private boolean isActive(Block block) throws IOException {
        Optional<Block> there = at(block.index());
        return there.isPresent() && there.get().hash().equals(block.hash());
    }

    private Optional<Block> at(long height) throws IOException {
        return height == 0 ? Optional.of(parameters.genesis()) : chain.at(height);
    }

    /// `GET /api/blocks/{id}`: by height, or by hash also off the active chain.
    Reply one(Request request) throws Problem, IOException {
        return Reply.json(detail(wanted(request)));
    }

    /// `GET /api/blocks/{id}/frame`: the bytes that nodes send each other.
    Reply frame(Request request) throws Problem, IOException {
        return Reply.of(
                200, "text/plain; charset=utf-8", wanted(request).frame().array());
    }

    /// A block as it was stored, which is as it was sent.
    private record Found(Block block, ByteBuffer frame) {
        static Found of(byte[] frame) throws IOException {
            return new Found(ChainView.parse(ByteBuffer.wrap(frame)), ByteBuffer.wrap(frame));
        }

        /// A block that is in no log, in the form in which this node writes all.
        static Found written(Block block) {
            return new Found(block, ByteBuffer.wrap(BlockWriter.frame(block)));
        }
    }

    /// The block that the path names.
    private Found wanted(Request request) throws Problem, IOException {
        String id = request.path().get(ID).toLowerCase(Locale.ROOT);
        Optional<Hash> hash = Hash.parse(id);
        if (hash.isEmpty() && !id.matches(HEIGHT)) {
            throw Problem.parameter(
                    ProblemCode.BAD_BLOCK_ID,
                    "id",
                    "must be a height without leading zeros, such as 7, or the 64 hex digits of a hash");
        }
        Optional<Found> found = hash.isPresent() ? ofHash(hash.get()) : ofHeight(id);
        return found.orElseThrow(() -> new Problem(ProblemCode.BLOCK_UNKNOWN, "There is no such block here."));
    }

    private Optional<Found> ofHeight(String digits) throws IOException {
        OptionalLong height = Decimal.of(digits);
        if (height.isEmpty()) return Optional.empty();
        if (height.getAsLong() == 0) return Optional.of(Found.written(parameters.genesis()));
        Optional<byte[]> frame = chain.frame(height.getAsLong());
        return frame.isEmpty() ? Optional.empty() : Optional.of(Found.of(frame.get()));
    }

    private Optional<Found> ofHash(Hash hash) throws IOException {
        if (hash.equals(parameters.genesis().hash())) return Optional.of(Found.written(parameters.genesis()));
        OptionalLong height = chain.heightOf(hash);
        Optional<byte[]> frame = height.isPresent() ? chain.frame(height.getAsLong()) : chain.offChainFrame(hash);
        return frame.isEmpty() ? Optional.empty() : Optional.of(Found.of(frame.get()));
    }

    /// A block that this node has just mined.
    BlockDetail detail(Block block) throws IOException {
        return detail(Found.written(block));
    }

    private BlockDetail detail(Found found) throws IOException {
        Block block = found.block();
        boolean active = isActive(block);
        return new BlockDetail(
                BlockBody.of(block),
                active,
                active ? chain.tip().index() - block.index() + 1 : 0,
                found.frame().limit(),
                HexFormat.of().formatHex(Preimage.of(block)),
                fields(block),
                block.hash().leadingZeroBytes(),
                parameters.difficultyBytes());
    }

    /// Which of the hashed bytes are which member (3.1).
    private static List<Field> fields(Block block) {
        List<Field> fields = new ArrayList<>();
        int at = add(fields, "index", 0, INDEX_BYTES);
        at = add(fields, "timestamp", at, Long.BYTES);
        at = add(fields, "nonce", at, Long.BYTES);
        at = add(fields, "prev_hash", at, Hash.BYTES);
        for (int i = 0; i < block.transactions().size(); i++) {
            Transaction transaction = block.transactions().get(i);
            String name = "transactions[" + i + "].";
            at = add(fields, name + "sender", at, transaction.sender().getBytes(UTF_8).length);
            at = add(fields, name + "receiver", at, transaction.receiver().getBytes(UTF_8).length);
            at = add(fields, name + "amount", at, Long.BYTES);
        }
        add(fields, "data", at, block.data().getBytes(UTF_8).length);
        return fields;
    }

    private static int add(List<Field> fields, String name, int at, int length) {
        fields.add(new Field(name, at, length));
        return at + length;
    }
}
