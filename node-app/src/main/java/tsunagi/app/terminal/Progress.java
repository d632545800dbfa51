package tsunagi.app.terminal;

import java.util.Locale;
import java.util.Optional;
import tsunagi.network.RivalView;

/// The words of the status line, from what is seen of the node at two moments.
final class Progress {
    /// More than these a second are no conversation but a chain that is being caught up with.
    private static final double SYNC_BLOCKS_PER_SECOND = 50;

    private static final double NANOS_PER_SECOND = 1e9;

    /// What the node is doing.
    ///
    /// @param height          of its tip
    /// @param highestSeen     of any block that a connected peer has sent
    /// @param rival           the highest branch that is fetched because it may become the chain
    /// @param peers           connected
    /// @param waiting         lines to be mined, the one under way included
    /// @param hashesPerSecond while mining
    record Moment(
            long nanoTime,
            long height,
            long highestSeen,
            Optional<RivalView> rival,
            int peers,
            int waiting,
            double hashesPerSecond) {}

    static String words(Moment before, Moment now) {
        StringBuilder words = new StringBuilder("height ").append(number(now.height()));
        words.append(" · ").append(now.peers() == 1 ? "1 peer" : number(now.peers()) + " peers");
        double seconds = (now.nanoTime() - before.nanoTime()) / NANOS_PER_SECOND;
        double blocksPerSecond = seconds > 0 ? (now.height() - before.height()) / seconds : 0;
        if (now.rival().isPresent()) {
            words.append(" · ").append(words(now.rival().get()));
        } else if (now.highestSeen() > now.height() + 1) {
            words.append(" · syncing, ")
                    .append(100 * now.height() / now.highestSeen())
                    .append(" % of ");
            words.append(number(now.highestSeen()));
        } else if (blocksPerSecond > SYNC_BLOCKS_PER_SECOND && now.highestSeen() >= now.height()) {
            words.append(" · syncing, ").append(number((long) blocksPerSecond)).append(" blocks/s");
        }
        if (now.waiting() > 0) words.append(" · mining").append(rate(now.hashesPerSecond()));
        if (now.waiting() > 1)
            words.append(", ")
                    .append(number(now.waiting() - 1L))
                    .append(now.waiting() == 2 ? " more line waiting" : " more lines waiting");
        return words.toString();
    }

    private static String words(RivalView rival) {
        return "fetching a rival branch, " + number(rival.blocks()) + " of " + number(rival.blocksNeeded()) + " blocks";
    }

    private static String rate(double hashesPerSecond) {
        if (hashesPerSecond < 1) return "";
        if (hashesPerSecond < 1e6) return String.format(Locale.ROOT, " at %.0f kH/s", hashesPerSecond / 1e3);
        return String.format(Locale.ROOT, " at %.1f MH/s", hashesPerSecond / 1e6);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private Progress() {}
}
