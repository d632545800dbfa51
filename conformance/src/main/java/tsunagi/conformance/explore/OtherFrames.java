package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tsunagi.conformance.wire.Octets;

/// Draws frames that are no blocks: requests with anything behind them, and frames of no known kind.
final class OtherFrames {
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
            if (draw.oneIn(2) && active.get(i - 1).length() == 64) pairs.add(i + ":" + active.get(i - 1));
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
