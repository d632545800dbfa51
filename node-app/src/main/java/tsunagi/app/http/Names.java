package tsunagi.app.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.app.activity.NameFollower;
import tsunagi.app.activity.NameIndex;
import tsunagi.app.http.Shapes.NameBody;
import tsunagi.app.http.Shapes.NameTransaction;
import tsunagi.chain.ChainParameters;
import tsunagi.network.ChainView;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// What names sent and received. The index says where; the blocks themselves say what.
final class Names {
    private static final int NAME = 2;

    /// A page is read again if a reorganisation came in between, so often.
    private static final int TRIES = 5;

    /// So far behind, the index is not waited for: it is being built.
    private static final long NEAR = 1_000;

    private final ChainView chain;
    private final Block genesis;
    private final NameFollower names;

    Names(ChainView chain, ChainParameters parameters, NameFollower names) {
        this.chain = chain;
        this.genesis = parameters.genesis();
        this.names = names;
    }

    /// `GET /api/names/{name}`.
    Reply byPath(Request request) throws Problem, IOException, InterruptedException {
        return page(request.path().get(NAME), request);
    }

    /// `GET /api/names?name=`: the same, also for `.` and `..`, which
    /// browsers take out of every path.
    Reply byParameter(Request request) throws Problem, IOException, InterruptedException {
        Optional<String> name = request.parameter("name");
        if (name.isEmpty()) throw Problem.parameter(ProblemCode.MISSING_PARAMETER, "name", "is missing");
        return page(name.get(), request);
    }

    private Reply page(String name, Request request) throws Problem, IOException, InterruptedException {
        long from = request.number("from", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        int limit = (int) request.number("limit", HttpLimits.DEFAULT_PAGE, 1, HttpLimits.MAX_PAGE);
        if (names.hasFailed()) {
            throw new Problem(ProblemCode.INTERNAL_ERROR, "The index of names has failed; the node's log has more.");
        }
        long tip = chain.tip().index();
        NameIndex index = names.index();
        NameIndex.View view = index.view(name, from, limit);
        if (view.height() < tip && tip - view.height() < NEAR) {
            index.awaitHeight(tip, HttpLimits.NAMES_DEADLINE.toMillis());
        }
        for (int i = 0; i < TRIES; i++) {
            view = index.view(name, from, limit);
            Optional<List<NameTransaction>> read = transactions(name, view);
            if (read.isPresent()) return Reply.json(body(name, view, read.get(), why(view, tip)));
        }
        return Reply.json(body(name, view, List.of(), "building"));
    }

    private static NameBody body(
            String name, NameIndex.View view, List<NameTransaction> transactions, @Nullable String why) {
        long lowest = view.places().isEmpty() ? 0 : view.places().getLast().number();
        return new NameBody(
                name,
                Math.max(0, view.height()),
                view.tip().toString(),
                why == null,
                why,
                view.count(),
                view.sent(),
                view.received(),
                view.received().subtract(view.sent()),
                view.oldestListed(),
                transactions,
                lowest > view.oldestListed() ? lowest - 1 : null);
    }

    private static @Nullable String why(NameIndex.View view, long tip) {
        if (!view.known()) return "full";
        return view.height() < tip ? "building" : null;
    }

    /// Reads the transactions.
    ///
    /// @return nothing if the chain is another one by now
    private Optional<List<NameTransaction>> transactions(String name, NameIndex.View view) throws IOException {
        List<NameTransaction> read = new ArrayList<>();
        Block block = genesis;
        for (NameIndex.Place place : view.places()) {
            if (place.height() != block.index()) {
                Optional<Block> there = at(place.height());
                if (there.isEmpty()) return Optional.empty();
                block = there.get();
            }
            int position = position(block, name, place.nth());
            if (position < 0) return Optional.empty();
            read.add(transaction(place, block, position));
        }
        // What was read lies below the index's tip. If that is on the chain still, so is the rest.
        boolean same = view.places().isEmpty() || isActive(view.height(), view.tip());
        return same ? Optional.of(read) : Optional.empty();
    }

    private Optional<Block> at(long height) throws IOException {
        return height == 0 ? Optional.of(genesis) : chain.at(height);
    }

    private boolean isActive(long height, Hash hash) throws IOException {
        Optional<Block> there = at(height);
        return there.isPresent() && there.get().hash().equals(hash);
    }

    private static int position(Block block, String name, int nth) {
        int left = nth;
        List<Transaction> all = block.transactions();
        for (int i = 0; i < all.size(); i++) {
            boolean of =
                    all.get(i).sender().equals(name) || all.get(i).receiver().equals(name);
            if (of && left-- == 0) return i;
        }
        return -1;
    }

    private static NameTransaction transaction(NameIndex.Place place, Block block, int position) {
        Transaction transaction = block.transactions().get(position);
        return new NameTransaction(
                place.number(),
                block.index(),
                block.hash().toString(),
                block.timestamp(),
                position,
                transaction.sender(),
                transaction.receiver(),
                transaction.amount());
    }
}
