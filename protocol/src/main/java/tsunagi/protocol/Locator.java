package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Where a chain stands, told in few words (8.1): blocks that the asker has, newest first,
/// so that the answer can start where the two chains part.
///
/// @param pairs newest first; empty for "from the start"
public record Locator(List<Pair> pairs) {
    /// A block that the asker has on its active chain.
    public record Pair(long index, Hash hash) {}

    /// Asks for the whole chain.
    public static final Locator EMPTY = new Locator(List.of());

    private static final int MAX_INDEX_DIGITS = 10;

    public Locator {
        pairs = List.copyOf(pairs);
    }

    /// The heights to name for a chain whose tip is at `tipIndex`: dense at the tip, then
    /// doubling in distance, and index 1 at the end. Empty for a chain that is genesis only.
    public static LongStream heights(long tipIndex) {
        LongStream.Builder heights = LongStream.builder();
        long step = 1;
        int named = 0;
        long height = tipIndex;
        for (; height > 1; height -= step) {
            heights.add(height);
            if (++named >= ProtocolLimits.LOCATOR_DENSE_PAIRS) step *= 2;
        }
        if (tipIndex >= 1) heights.add(1);
        return heights.build();
    }

    /// Reads what follows `GET_CHAIN` in a request. What is not a locator asks for everything.
    static Locator parse(String suffix) {
        if (!suffix.startsWith(" ")) return EMPTY;
        List<Pair> pairs = new ArrayList<>();
        long above = ProtocolLimits.MAX_INDEX + 1;
        for (String word : suffix.substring(1).split(" ", -1)) {
            Optional<Pair> pair = pair(word);
            if (pair.isEmpty() || pair.get().index() >= above) return EMPTY;
            above = pair.get().index();
            pairs.add(pair.get());
        }
        return new Locator(pairs);
    }

    private static Optional<Pair> pair(String word) {
        int colon = word.indexOf(':');
        if (colon < 1 || colon > MAX_INDEX_DIGITS) return Optional.empty();
        String digits = word.substring(0, colon);
        boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.charAt(0) != '0';
        if (!plain) return Optional.empty();
        long index = Long.parseLong(digits);
        if (index > ProtocolLimits.MAX_INDEX) return Optional.empty();
        String hex = word.substring(colon + 1);
        if (hex.chars().anyMatch(c -> c >= 'A' && c <= 'F')) return Optional.empty();
        return Hash.parse(hex).map(hash -> new Pair(index, hash));
    }

    /// The request's whole frame; exactly `GET_CHAIN` and LF for an empty locator (2.1).
    public byte[] requestFrame() {
        StringBuilder out = new StringBuilder(Message.CHAIN_REQUEST_PREFIX);
        for (Pair pair : pairs) {
            out.append(' ').append(pair.index()).append(':').append(pair.hash());
        }
        return out.append('\n').toString().getBytes(US_ASCII);
    }
}
