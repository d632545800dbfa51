package tsunagi.network.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.Extent;

/// What lies before a session's cursor and is to be sent to its peer all the same: the tip that
/// greets it, and branches that the chain returned to. A place in lists that all sessions share.
final class Backlog {
    private final long openedAt;
    private final Deque<ReturnedBranches.Branch> branches = new ArrayDeque<>(0);
    private int run;
    private @Nullable Extent greeting;
    private @Nullable Extent current;
    private @Nullable Extent after;
    private boolean lost;

    /// @param openedAt where the log ended when the session began
    Backlog(long openedAt) {
        this.openedAt = openedAt;
    }

    /// Queues the tip, unasked. It is not sent a second time if its branch returns.
    void greetWith(Extent tip) {
        greeting = tip;
        current = tip;
    }

    /// A branch is on the chain again.
    void add(ReturnedBranches.Branch branch) {
        if (branches.size() == NetworkLimits.MAX_BACKLOG_BRANCHES) lost = true;
        else branches.addLast(branch);
    }

    /// Up to where the log is relayed before [#first] is sent, so that blocks go out in the
    /// order in which they joined.
    long waitsFor() {
        if (current != null || branches.isEmpty()) return 0;
        return branches.getFirst().loggedTo();
    }

    /// Whether something that has to be sent is not known any more.
    boolean isLost() {
        return lost;
    }

    /// What to send next; nothing if there is nothing more.
    Optional<Extent> first() {
        while (current == null && !lost && !branches.isEmpty()) advance(branches.getFirst());
        return Optional.ofNullable(current);
    }

    private void advance(ReturnedBranches.Branch branch) {
        lost = branch.isForgotten();
        if (run >= branch.runs().size()) {
            branches.removeFirst();
            run = 0;
            return;
        }
        Extent unsent = branch.runs().get(run++).unsentSince(openedAt);
        if (unsent.length() == 0) return;
        Extent known = greeting;
        if (known == null || known.from() < unsent.from() || known.from() >= unsent.to()) {
            current = unsent;
        } else {
            around(unsent, known);
        }
    }

    /// Leaves the greeting out: what is before it is sent first, then what is behind it.
    private void around(Extent unsent, Extent known) {
        Extent before = new Extent(unsent.from(), known.from());
        Extent behind = new Extent(known.to(), unsent.to());
        if (before.length() > 0) {
            current = before;
            after = behind.length() > 0 ? behind : null;
        } else if (behind.length() > 0) {
            current = behind;
        }
    }

    /// The first `bytes` bytes of what [#first] named have been sent.
    void sent(long bytes) {
        Extent whole = current;
        if (whole == null) throw new IllegalStateException("nothing was to be sent");
        if (bytes < whole.length()) {
            current = new Extent(whole.from() + bytes, whole.to());
        } else {
            current = after;
            after = null;
        }
    }
}
