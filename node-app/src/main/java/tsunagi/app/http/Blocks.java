package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import tsunagi.app.http.Shapes.BlockBody;
import tsunagi.app.http.Shapes.BlockDetail;
import tsunagi.app.http.Shapes.BlockPage;
import tsunagi.app.http.Shapes.Field;
import tsunagi.chain.ChainParameters;
import tsunagi.network.ChainView;
import tsunagi.network.LogSearch;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Preimage;
import tsunagi.protocol.Transaction;

/// The chain's blocks, page by page, one by one, and by what is in them.
final class Blocks {
    private static final int INDEX_BYTES = 4;

    private final ChainView chain;
    private final ChainParameters parameters;
    private final Semaphore searches = new Semaphore(HttpLimits.MAX_SEARCHES);

    Blocks(ChainView chain, ChainParameters parameters) {
        this.chain = chain;
        this.parameters = parameters;
    }

    /// `GET /api/blocks`: the highest first, or those in which a text is found.
    Reply page(Request request) throws Problem, IOException {
        int limit = (int) request.number("limit", HttpLimits.DEFAULT_PAGE, 1, HttpLimits.MAX_PAGE);
        String text = request.query().get("text");
        if (text != null) return Reply.json(search(text, limit));
        long from = request.number("from", chain.tip().index(), 0, Long.MAX_VALUE);
        List<Block> blocks = new ArrayList<>(chain.below(from, limit));
        long lowest = blocks.isEmpty()
                ? Math.min(from, chain.tip().index()) + 1
                : blocks.getLast().index();
        if (lowest == 1 && blocks.size() < limit) {
            blocks.add(parameters.genesis());
            lowest = 0;
        }
        return Reply.json(new BlockPage(bodies(blocks), lowest == 0 ? null : lowest - 1, true));
    }

    private static List<BlockBody> bodies(List<Block> blocks) {
        return blocks.stream().map(BlockBody::of).toList();
    }

    private BlockPage search(String text, int limit) throws Problem, IOException {
        if (text.isEmpty() || text.length() > HttpLimits.MAX_TEXT_CHARS) {
            throw new Problem(400, "A text to look for has 1 to " + HttpLimits.MAX_TEXT_CHARS + " characters.");
        }
        String quoted = Json.text(text);
        LogSearch search = chain.search(quoted.substring(1, quoted.length() - 1).getBytes(UTF_8));
        if (!searches.tryAcquire()) throw Problem.tooMany("Enough others are searching.");
        try {
            return searched(search, text, limit);
        } finally {
            searches.release();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a search never waits, and peers' threads share its processors
    private BlockPage searched(LogSearch search, String text, int limit) throws IOException {
        long deadline = System.nanoTime() + HttpLimits.SEARCH_DEADLINE.toNanos();
        List<Block> found = new ArrayList<>();
        Set<Hash> seen = new HashSet<>();
        while (!search.isDone() && found.size() < limit && System.nanoTime() - deadline < 0) {
            for (Block block : search.next(limit, candidate -> holds(candidate, text))) {
                if (found.size() < limit && isActive(block) && seen.add(block.hash())) found.add(block);
            }
            Thread.yield();
        }
        return new BlockPage(bodies(found), null, search.isDone());
    }

    /// A frame also holds the names of its members, which nobody looks for.
    private static boolean holds(Block block, String text) {
        if (block.data().contains(text) || block.hash().toString().startsWith(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (Transaction transaction : block.transactions()) {
            if (transaction.sender().contains(text) || transaction.receiver().contains(text)) return true;
        }
        return false;
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
        String id = request.path().getLast();
        Optional<Hash> hash = Hash.parse(id);
        Optional<Block> block;
        if (hash.isPresent()) {
            block = byHash(hash.get());
        } else if (id.matches("[0-9]{1,10}")) {
            block = at(Long.parseLong(id));
        } else {
            throw new Problem(400, "A block is asked for by its height or by the 64 hex digits of its hash.");
        }
        return Reply.json(detail(block.orElseThrow(() -> new Problem(404, "There is no such block here."))));
    }

    private Optional<Block> byHash(Hash hash) throws IOException {
        if (hash.equals(parameters.genesis().hash())) return Optional.of(parameters.genesis());
        OptionalLong height = chain.heightOf(hash);
        return height.isPresent() ? chain.at(height.getAsLong()) : chain.offChain(hash);
    }

    BlockDetail detail(Block block) throws IOException {
        boolean active = isActive(block);
        return new BlockDetail(
                BlockBody.of(block),
                active,
                active ? chain.tip().index() - block.index() : 0,
                BlockWriter.frame(block).length,
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
