package tsunagi.chain;

import java.util.ArrayList;
import java.util.List;

/// Which stretches of the log, one after another, are the active chain.
///
/// A chain that never reorganised is one extent, however long. Each reorganisation adds at most
/// two, so a list of them is a cheap snapshot, and a lasting one: the log only grows.
final class ActiveExtents {
    private final List<Extent> extents = new ArrayList<>();

    /// The frames from `offset` on are the chain's new end.
    void append(long offset, long length) {
        if (!extents.isEmpty() && extents.getLast().to() == offset) {
            Extent last = extents.removeLast();
            extents.add(new Extent(last.from(), offset + length));
        } else {
            extents.add(new Extent(offset, offset + length));
        }
    }

    /// Drops what follows the frame that lies from `offset` on.
    void cutAfter(long offset, int length) {
        while (!contains(extents.getLast(), offset)) extents.removeLast();
        Extent last = extents.removeLast();
        extents.add(new Extent(last.from(), offset + length));
    }

    /// The offset after the tip's frame; 0 while there is only genesis.
    long end() {
        return extents.isEmpty() ? 0 : extents.getLast().to();
    }

    void clear() {
        extents.clear();
    }

    /// The chain from the frame at `offset` to the tip.
    List<Extent> from(long offset) {
        int first = extents.size() - 1;
        while (!contains(extents.get(first), offset)) first--;
        List<Extent> rest = new ArrayList<>(extents.subList(first, extents.size()));
        rest.set(0, new Extent(offset, rest.getFirst().to()));
        return List.copyOf(rest);
    }

    private static boolean contains(Extent extent, long offset) {
        return extent.from() <= offset && offset < extent.to();
    }
}
