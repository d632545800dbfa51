package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tsunagi.conformance.wire.Octets;

/// Draws frames that are no blocks: requests with anything behind them, and
/// frames of no known kind.
final class OtherFrames {
    /// Digits of a hash. The key of a block that only the node knows is shorter.
    private static final int HASH = 64;

    private final Draw draw;
    private final Texts texts;
    private final Model model;

    OtherFrames(Draw draw, Model model) {
        this.draw = draw;
        this.texts = new Texts(draw);
        this.model = model;
    }

    /// A request, bare or with something behind it that may be a locator.
    Octets request() {
        List<String> pairs = new ArrayList<>();
        List<String> active = model.tree().active();
        for (int i = active.size(); i > 0; i--) {
            if (draw.oneIn(2) && active.get(i - 1).length() == HASH) pairs.add(i + ":" + hash(i, active));
        }
        pairs = pairs.subList(0, Math.min(pairs.size(), draw.between(1, 8)));
        String locator = " " + String.join(" ", pairs);
        String suffix = switch (draw.below(8)) {
            case 0 ->
                draw.of(List.of(" ", "\r", "X", " foo", "\u0000", ":1", "_COMPLETE", " " + texts.any(), " 1:abc"));
            case 1 -> locator + draw.of(List.of(" ", "\r", " 0:" + BlockTree.GENESIS, ","));
            case 2 -> " " + locator;
            case 3 -> locator.toUpperCase(Locale.ROOT);
            case 4 -> " 4294967295:" + "0".repeat(64) + (pairs.isEmpty() ? "" : locator);
            default -> locator;
        };
        return Octets.utf8("GET_CHAIN" + suffix.replace("\n", "") + "\n");
    }

    /// That of the block at an index of the chain, or of one that is not there: it lies next to the
    /// chain, at another index, or nowhere.
    private String hash(int index, List<String> active) {
        String own = active.get(index - 1);
        return switch (draw.below(12)) {
            case 0 -> {
                List<String> offChain = model.tree().all().stream()
                        .filter(one -> one.index() == index
                                && one.block() != null
                                && !one.key().equals(own))
                        .map(BlockTree.Entry::key)
                        .sorted()
                        .toList();
                yield offChain.isEmpty() ? own : draw.of(offChain);
            }
            case 1 -> {
                String other = draw.of(active);
                yield other.length() == HASH ? other : own;
            }
            case 2 -> own.substring(0, HASH - 1) + draw.of("0123456789abcdef");
            default -> own;
        };
    }

    /// A frame of no known kind (1.6).
    Octets noise() {
        String text = switch (draw.below(6)) {
            case 0 -> "";
            case 1 ->
                draw.of(List.of("get_chain", " GET_CHAIN", "GET_CHAI", "GETCHAIN", "\rGET_CHAIN", "\u0000GET_CHAIN"));
            case 2 ->
                draw.of(List.of(
                        "CHAIN_SYNC_COMPLETE", "PING", "HELLO", "{}", "BLOCK", "BLOCK:", "BLOCK:{}", "BLOCK:[]"));
            case 3 -> String.valueOf(draw.of("x\r \u0000")).repeat(draw.of(List.of(1, 100, 4095)));
            default -> texts.any().replace("\n", "");
        };
        return Octets.utf8(text + "\n");
    }
}
