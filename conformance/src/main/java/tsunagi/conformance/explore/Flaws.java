package tsunagi.conformance.explore;

import java.util.List;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Draws blocks that are written well and are no blocks: their work, their hash, their
/// place or their size is wrong.
final class Flaws {
    private static final long TEN_DIGITS = 1_000_000_000L;

    /// Of a draft on the tip.
    static WireBlock block(Draw draw, WireBlock draft, WireBlock other, Scope scope) {
        return switch (draw.below(scope.hasForks() ? 9 : 8)) {
            case 0 -> Mint.mined(draft, Mint.Work.HALF);
            case 1 -> Mint.mined(draft, Mint.Work.NONE);
            case 2 -> withHash(draft, other.hash());
            case 3 ->
                withHash(Mint.mined(draft), flipped(draw, Mint.mined(draft).hash()));
            case 4 -> withHash(draft, "0".repeat(64));
            case 5 -> Mint.mined(withIndex(draft, draft.index() + 1));
            case 6 -> Mint.mined(withIndex(draft, draft.index() - 1));
            case 7 -> Mint.mined(withIndex(draft, draft.index() + draw.between(2, 9)));
            default -> tooLong(draft);
        };
    }

    /// One bit of the hash is another one, and its work is still there.
    private static String flipped(Draw draw, String hash) {
        int at = draw.between(4, hash.length() - 1);
        int digit = Character.digit(hash.charAt(at), 16) ^ (1 << draw.below(4));
        return hash.substring(0, at) + Character.forDigit(digit, 16) + hash.substring(at + 1);
    }

    private static WireBlock withHash(WireBlock block, String hash) {
        return new WireBlock(
                block.index(),
                block.timestamp(),
                block.nonce(),
                block.data(),
                block.prevHash(),
                hash,
                block.payments());
    }

    private static WireBlock withIndex(WireBlock block, long index) {
        return new WireBlock(
                index,
                block.timestamp(),
                block.nonce(),
                block.data(),
                block.prevHash(),
                block.hash(),
                block.payments());
    }

    /// Its canonical frame has 4,097 bytes, and without its transactions, which
    /// is how it is sent, fewer.
    private static WireBlock tooLong(WireBlock draft) {
        int more = Frames.MAX_BYTES + 1 - sized(draft, 0).canonicalFrame().size();
        return Mint.mined(sized(draft, more));
    }

    /// The nonce begins where the search changes none of its digits' number.
    private static WireBlock sized(WireBlock draft, int data) {
        return new WireBlock(
                draft.index(),
                draft.timestamp(),
                TEN_DIGITS,
                "d".repeat(data),
                draft.prevHash(),
                draft.hash(),
                List.<Payment>of());
    }

    private Flaws() {}
}
