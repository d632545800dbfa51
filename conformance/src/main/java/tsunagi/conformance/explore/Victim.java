package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    private static final Set<String> TRANSACTION_MEMBERS = Set.of("sender", "receiver", "amount");
    private static final String TRANSACTION = "{\"sender\":";

    static Octets framed(String json) {
        return Octets.utf8(KIND + json + "\n");
    }

    static String json(WireBlock block) {
        String frame = new String(block.canonicalFrame().toArray(), StandardCharsets.UTF_8);
        return frame.substring(KIND.length(), frame.length() - 1);
    }

    /// The canonical text of the block, mined, with a transaction or more so
    /// that every member is there.
    String json() {
        return json(mined(draft.data(), among(new Payment("ann", "bob", draw.between(1, 9)))));
    }

    /// A transaction, alone or with others before and behind it.
    List<Payment> among(Payment one) {
        List<Payment> payments = new ArrayList<>();
        for (int more = draw.oneIn(2) ? draw.between(1, 3) : 0; more > 0; more--) payments.add(other());
        payments.add(one);
        if (draw.oneIn(4)) payments.add(other());
        return payments;
    }

    private Payment other() {
        return new Payment("cid", "dan", draw.between(1, 9));
    }

    WireBlock mined(String data, List<Payment> payments) {
        return Mint.mined(with(draft, data, payments));
    }

    static WireBlock with(WireBlock block, String data, List<Payment> payments) {
        return new WireBlock(
                block.index(), block.timestamp(), block.nonce(), data, block.prevHash(), block.hash(), payments);
    }

    /// Writes another value for one member: the block's, or that of any transaction.
    String replaced(String json, String member, UnaryOperator<String> change) {
        return replaced(json, holder(json, member), member, change);
    }

    /// Where the object that has a member begins: the block, or any transaction.
    int holder(String json, String member) {
        if (!TRANSACTION_MEMBERS.contains(member)) return 0;
        List<Integer> places = new ArrayList<>();
        for (int at = json.indexOf(TRANSACTION); at >= 0; at = json.indexOf(TRANSACTION, at + 1)) places.add(at);
        return draw.of(places);
    }

    /// Writes another value for one member of the object that begins at a place.
    /// No name stands in a text.
    static String replaced(String json, int holder, String member, UnaryOperator<String> change) {
        String name = "\"" + member + "\":";
        int from = json.indexOf(name, holder) + name.length();
        int to = from;
        boolean quoted = json.charAt(from) == '"';
        if (quoted) to = json.indexOf('"', from + 1) + 1;
        else while (",}]".indexOf(json.charAt(to)) < 0) to++;
        return json.substring(0, from) + change.apply(json.substring(from, to)) + json.substring(to);
    }
}
