package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// All that a block says, as lines for a terminal.
final class WholeBlock {
    /// @param confirmations 1 for the tip, 0 for a block that is not on the chain
    static String words(Block block, long confirmations) {
        StringBuilder out = new StringBuilder("block ").append(block.index());
        row(out, "hash", block.hash().toString());
        row(out, "previous", block.prevHash().toString());
        row(out, "time", time(block.timestamp()));
        row(out, "nonce", Long.toString(block.nonce()));
        row(out, "on the chain", confirmations > 0 ? "yes, " + Tables.counted(confirmations, "confirmation") : "no");
        int count = block.transactions().size();
        row(out, "transactions", count == 0 ? "none" : String.format(Locale.ROOT, "%,d", count));
        for (Transaction transaction : block.transactions()) {
            out.append(System.lineSeparator()).append("    ").append(Tables.words(transaction));
        }
        data(out, block.data());
        return out.toString();
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append(System.lineSeparator()).append(String.format(Locale.ROOT, "  %-13s %s", name, value));
    }

    private static String time(long seconds) {
        String calendar = Tables.time(seconds);
        String number = Long.toString(seconds);
        return calendar.equals(number) ? number : calendar + " (" + number + ")";
    }

    /// Each line of it stands behind a bar, so that no data looks like a row of this table.
    private static void data(StringBuilder out, String data) {
        int bytes = data.getBytes(UTF_8).length;
        boolean plain = data.lines().allMatch(PlainText::isPlain) && data.indexOf('\r') < 0;
        String size = bytes == 0 ? "none" : Tables.counted(bytes, "byte");
        row(out, "data", plain ? size : size + ", shown with the escapes of JSON");
        if (bytes == 0) return;
        for (String line : data.split("\n", -1)) {
            out.append(System.lineSeparator()).append("  | ").append(plain ? line : PlainText.escaped(line));
        }
    }

    private WholeBlock() {}
}
