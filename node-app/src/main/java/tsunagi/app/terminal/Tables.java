package tsunagi.app.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tsunagi.network.PeerView;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// Answers to commands, as lines for a terminal. What strangers wrote is made harmless first: it
/// might steer the terminal.
final class Tables {
    static final int HASH_DIGITS = 12;
    private static final int MIN_TEXT = 16;
    private static final int INDENT = 12;
    private static final int MAX_TRANSACTIONS = 3;

    static final String HELP = """
            text                         mine a block with this text as its data
            /mine text                   the same, also for a text that begins with a slash, or for none
            /tx sender receiver amount   collect a transaction for the next block; "Alice A" is one name
            /tx                          what is collected
            /tx clear                    forget what is collected
            /chain [n]                   the newest n blocks, 10 if not said
            /block                       the whole newest block
            /block n                     the whole block at this height, or with this beginning of its hash
            /peers                       who is connected
            /help                        this
            Ctrl-D ends the typing, Ctrl-C the node.""";

    /// @param blocks  the highest first
    /// @param columns of the terminal
    static String blocks(List<Block> blocks, int columns) {
        if (blocks.isEmpty()) return "genesis alone";
        StringBuilder out = new StringBuilder();
        for (Block block : blocks.reversed()) {
            String start = String.format(
                    Locale.ROOT,
                    "%10d  %s…  %s  ",
                    block.index(),
                    block.hash().toString().substring(0, HASH_DIGITS),
                    time(block.timestamp()));
            out.append(line(start, block, columns)).append(System.lineSeparator());
            block.transactions().stream()
                    .limit(MAX_TRANSACTIONS)
                    .forEach(t -> out.append(" ".repeat(INDENT))
                            .append(PlainText.harmless(words(t), columns - INDENT - 1))
                            .append(System.lineSeparator()));
            int more = block.transactions().size() - MAX_TRANSACTIONS;
            if (more > 0) {
                out.append(" ".repeat(INDENT)).append("and ").append(counted(more, "more transaction"));
                out.append("; /block ")
                        .append(block.index())
                        .append(" shows them")
                        .append(System.lineSeparator());
            }
        }
        return out.toString().stripTrailing();
    }

    /// One row that says what a block says.
    static String note(String start, Block block, int columns) {
        String head = start + "block " + block.index() + ": ";
        String end = transactions(block.transactions().size());
        int room = columns - head.length() - 1;
        // The text comes first where there is no room for both.
        if (room - end.length() < MIN_TEXT) return head + PlainText.harmless(block.data(), room);
        return head + PlainText.harmless(block.data(), room - end.length()) + end;
    }

    /// The text is cut to what the row has room for, or a second row. The last column stays free,
    /// because some terminals wrap there.
    private static String line(String start, Block block, int columns) {
        String end = transactions(block.transactions().size());
        int room = columns - start.length() - end.length() - 1;
        return start + PlainText.harmless(block.data(), room >= MIN_TEXT ? room : room + columns) + end;
    }

    /// `Alice → Bob  100`.
    static String words(Transaction transaction) {
        return PlainText.harmless(transaction.sender()) + " → " + PlainText.harmless(transaction.receiver()) + "  "
                + transaction.amount();
    }

    /// A timestamp may be any number, not only one that a calendar has.
    static String time(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (java.time.DateTimeException e) {
            return Long.toString(seconds);
        }
    }

    private static String transactions(int count) {
        return count == 0 ? "" : "  +" + counted(count, "transaction");
    }

    static String counted(long count, String one) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, one);
    }

    static String peers(List<PeerView> peers) {
        if (peers.isEmpty()) return "no peer is connected";
        StringBuilder out = new StringBuilder();
        for (PeerView peer : peers) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-24s %10s  %s in, %,d out%s%s%n",
                    peer.name(),
                    lasting(peer.connected()),
                    counted(peer.blocksIn(), "block"),
                    peer.blocksOut(),
                    peer.behindBytes() > 0 ? ", " + counted(peer.behindBytes(), "byte") + " behind" : "",
                    peer.points() > 0 ? ", " + counted(peer.points(), "point") + " of misbehaviour" : ""));
        }
        return out.toString().stripTrailing();
    }

    static String collected(List<Transaction> transactions) {
        if (transactions.isEmpty()) return "no transaction is collected";
        StringBuilder out = new StringBuilder("for the next block:");
        for (Transaction transaction : transactions) {
            out.append(System.lineSeparator()).append("  ").append(words(transaction));
        }
        return out.toString();
    }

    /// `1:02:03`, or with days before it.
    static String lasting(Duration time) {
        String hours = String.format(
                Locale.ROOT, "%d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() == 0 ? hours : time.toDays() + "d " + hours;
    }

    private Tables() {}
}
