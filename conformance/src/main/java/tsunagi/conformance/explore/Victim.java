package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// A block to be damaged, and how its text is taken apart and framed.
///
/// @param draft on the tip, not mined yet, with plain texts
record Victim(Draw draw, WireBlock draft) {
    static final String KIND = "BLOCK:";

    /// Members with one value, of a block and of a transaction.
    static final List<String> MEMBERS =
            List.of("index", "timestamp", "nonce", "data", "prev_hash", "hash", "sender", "receiver", "amount");

    static Octets framed(String json) {
        return Octets.utf8(KIND + json + "\n");
    }

    static String json(WireBlock block) {
        String frame = new String(block.canonicalFrame().toArray(), StandardCharsets.UTF_8);
        return frame.substring(KIND.length(), frame.length() - 1);
    }

    /// The canonical text of the block, mined, with one transaction so that every member is there.
    String json() {
        return json(mined(draft.data(), List.of(new Payment("ann", "bob", draw.between(1, 9)))));
    }

    WireBlock mined(String data, List<Payment> payments) {
        return Mint.mined(with(draft, data, payments));
    }

    static WireBlock with(WireBlock block, String data, List<Payment> payments) {
        return new WireBlock(
                block.index(), block.timestamp(), block.nonce(), data, block.prevHash(), block.hash(), payments);
    }

    /// Writes another value for one member. No name stands in the draft's text, so the first place is the member's.
    static String replaced(String json, String member, UnaryOperator<String> change) {
        String name = "\"" + member + "\":";
        int from = json.indexOf(name) + name.length();
        int to = from;
        boolean quoted = json.charAt(from) == '"';
        if (quoted) to = json.indexOf('"', from + 1) + 1;
        else while (",}]".indexOf(json.charAt(to)) < 0) to++;
        return json.substring(0, from) + change.apply(json.substring(from, to)) + json.substring(to);
    }
}
