package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tsunagi.app.http.Shapes.BlockBody;
import tsunagi.app.http.Shapes.BlockPage;
import tsunagi.network.ChainView;
import tsunagi.network.LogSearch;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// Finds the active blocks that hold a text, the highest first. Reads the log from its
/// end, never the whole index.
final class BlockSearch {
    private static final char FIRST_UNESCAPED = 0x20;

    private final ChainView chain;
    private final Block genesis;
    private final Semaphore places = new Semaphore(HttpLimits.MAX_SEARCHES);

    BlockSearch(ChainView chain, Block genesis) {
        this.chain = chain;
        this.genesis = genesis;
    }

    /// One page of what is found at the height `from` and below.
    BlockPage page(String text, long from, int limit) throws Problem, IOException {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > HttpLimits.MAX_TEXT_CHARS) {
            throw Problem.parameter(
                    ProblemCode.SEARCH_TEXT_LENGTH,
                    "text",
                    "must have 1 to " + HttpLimits.MAX_TEXT_CHARS + " characters");
        }
        if (!places.tryAcquire()) throw Problem.tooMany(ProblemCode.SEARCH_BUSY, "Too many searches are running.");
        try {
            return new Run(text, from, limit).page();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        } finally {
            places.release();
        }
    }

    /// One search, from its start to its page.
    private final class Run {
        private final String text;
        private final String lower;
        private final long from;
        private final int limit;
        private final long deadline = System.nanoTime() + HttpLimits.SEARCH_DEADLINE.toNanos();
        private final List<Block> found = new ArrayList<>();

        Run(String text, long from, int limit) {
            this.text = text;
            this.lower = text.toLowerCase(Locale.ROOT);
            this.from = from;
            this.limit = limit;
        }

        BlockPage page() throws IOException {
            boolean whole = scan(text);
            // Frames have hashes in lower case, so a prefix in upper case needs a scan of its own.
            if (!lower.equals(text) && text.matches("[0-9a-fA-F]{1,64}")) {
                whole &= scan(lower);
                found.sort(Comparator.comparingLong(Block::index).reversed());
            }
            if (whole && found.size() <= limit && from >= 0 && !matched(genesis).isEmpty()) found.add(genesis);
            boolean more = found.size() > limit;
            List<Block> shown = more ? found.subList(0, limit) : found;
            return new BlockPage(
                    shown.stream().map(BlockBody::of).toList(),
                    more ? Long.valueOf(shown.getLast().index() - 1) : null,
                    whole,
                    shown.stream().map(this::matched).toList());
        }

        /// Whether the scan went as far as it had to: to one block beyond the page,
        /// or to the log's beginning.
        @SuppressWarnings("ThreadPriorityCheck") // a search never waits, and peers' threads share its processors
        private boolean scan(String wanted) throws IOException {
            LogSearch search = chain.search(asWritten(wanted).getBytes(UTF_8));
            int end = found.size() + limit + 1;
            while (!search.isDone() && found.size() < end) {
                if (System.nanoTime() - deadline >= 0) return false;
                for (Block block : search.next(end - found.size(), this::isWanted)) {
                    if (found.stream().noneMatch(old -> old.hash().equals(block.hash()))) found.add(block);
                }
                Thread.yield();
            }
            return true;
        }

        private boolean isWanted(Block block) {
            return block.index() <= from && !matched(block).isEmpty() && isActive(block);
        }

        /// The members that hold the text. A frame also has the names of its
        /// members, which are never searched for.
        private List<String> matched(Block block) {
            List<String> members = new ArrayList<>();
            if (block.data().contains(text)) members.add("data");
            if (block.hash().toString().startsWith(lower)) members.add("hash");
            for (int i = 0; i < block.transactions().size(); i++) {
                Transaction transaction = block.transactions().get(i);
                if (transaction.sender().contains(text)) members.add("transactions[" + i + "].sender");
                if (transaction.receiver().contains(text)) members.add("transactions[" + i + "].receiver");
            }
            return members;
        }
    }

    private boolean isActive(Block block) {
        try {
            Optional<Hash> there = chain.at(block.index()).map(Block::hash);
            return there.isPresent() && there.get().equals(block.hash());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text as the node writes it into its frames: the short escapes, then four
    /// hex digits in lower case.
    private static String asWritten(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = "\b\t\n\f\r\"\\".indexOf(c);
            if (at >= 0) out.append('\\').append("btnfr\"\\".charAt(at));
            else if (c < FIRST_UNESCAPED) out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else out.append(c);
        }
        return out.toString();
    }
}
