package tsunagi.app.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tsunagi.network.PeerView;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// Answers to commands, as lines for a terminal. What strangers wrote is made harmless first: it might steer the
/// terminal.
final class Tables {
    private static final int HASH_DIGITS = 12;
    private static final int MAX_DATA_CHARS = 48;

    static final String HELP = """
            text                         mine a block with this text as its data
            /mine text                   the same, also for a text that begins with a slash, or for none
            /tx sender receiver amount   collect a transaction for the next block; "Alice A" is one name
            /tx                          what is collected
            /tx clear                    forget what is collected
            /chain [n]                   the newest n blocks, 10 if not said
            /peers                       who is connected
            /help                        this
            Ctrl-D ends the typing, Ctrl-C the node.""";

    /// @param blocks the highest first
    static String blocks(List<Block> blocks) {
        if (blocks.isEmpty()) return "genesis alone";
        StringBuilder out = new StringBuilder();
        for (Block block : blocks.reversed()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%10d  %s…  %s  %s%s%n",
                    block.index(),
                    block.hash().toString().substring(0, HASH_DIGITS),
                    time(block.timestamp()),
                    harmless(block.data(), MAX_DATA_CHARS),
                    transactions(block.transactions().size())));
        }
        return out.toString().stripTrailing();
    }

    /// A timestamp may be any number, not only one that a calendar has.
    private static String time(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (java.time.DateTimeException e) {
            return Long.toString(seconds);
        }
    }

    private static String transactions(int count) {
        return count == 0 ? "" : "  +" + counted(count, "transaction");
    }

    private static String counted(long count, String one) {
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
            out.append(System.lineSeparator())
                    .append("  ")
                    .append(harmless(transaction.sender(), MAX_DATA_CHARS))
                    .append(" → ")
                    .append(harmless(transaction.receiver(), MAX_DATA_CHARS))
                    .append("  ")
                    .append(transaction.amount());
        }
        return out.toString();
    }

    /// `1:02:03`, or with days before it.
    static String lasting(Duration time) {
        String hours = String.format(
                Locale.ROOT, "%d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() == 0 ? hours : time.toDays() + "d " + hours;
    }

    /// The text on one line, without characters that do anything.
    ///
    /// @param maxChars of it; what is longer is cut off, which is shown
    static String harmless(String text, int maxChars) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(maxChars).map(c -> steers(c) ? '·' : c).forEach(out::appendCodePoint);
        return text.codePointCount(0, text.length()) > maxChars
                ? out.append('…').toString()
                : out.toString();
    }

    /// Control characters, and the invisible ones that turn the writing direction around.
    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private Tables() {}
}
