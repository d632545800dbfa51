package tsunagi.conformance.play;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Reads what a node sends as it stands, or puts blocks into their canonical form where another one
/// is allowed. Safe to use from any thread.
final class Form {
    /// Takes every frame as it stands.
    static final Form EXACT = new Form(false);

    private static final int SHOWN = 20;

    private final boolean isLenient;
    private volatile @Nullable String fault;

    Form(boolean isLenient) {
        this.isLenient = isLenient;
    }

    /// The frame, or the canonical frame of the block that it holds.
    Octets read(Octets frame) {
        if (!isLenient || frame.readBlock() instanceof WireBlock.Canonical) return frame;
        Optional<Octets> canonical = frame.readLeniently()
                .filter(WireBlock::hashIsRight)
                .map(WireBlock::canonicalFrame)
                .filter(form -> form.readBlock() instanceof WireBlock.Canonical);
        if (canonical.isEmpty()) return frame;
        fault = difference(frame, canonical.get());
        return canonical.get();
    }

    /// Where a frame leaves the canonical form of its block.
    static String difference(Octets frame, Octets canonical) {
        String came = frame.toString();
        String wanted = canonical.toString();
        int at = 0;
        while (at < came.length() && at < wanted.length() && came.charAt(at) == wanted.charAt(at)) at++;
        return "at character %s it has %s, and the canonical form has %s"
                .formatted(at + 1, shown(came, at), shown(wanted, at));
    }

    private static String shown(String frame, int at) {
        return frame.length() <= at + SHOWN ? frame.substring(at) : frame.substring(at, at + SHOWN) + "…";
    }

    /// How the first such frame differs from its canonical form, or null if there was none.
    @Nullable
    String fault() {
        return fault;
    }
}
