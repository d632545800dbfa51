package tsunagi.network.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Branches that the chain returned to and that some sessions have still to be sent: one list of
/// each, which all of those sessions share.
///
/// Bounded in all: the oldest are forgotten first. A session that still needs one has read
/// too slowly.
final class ReturnedBranches {
    private final int most;
    private final Deque<Branch> branches = new ArrayDeque<>();
    private int size;

    /// One branch, lowest block first.
    static final class Branch {
        private final long loggedTo;
        private List<ReturnedRuns.Returning> runs;
        private boolean forgotten;

        private Branch(List<ReturnedRuns.Returning> runs, long loggedTo) {
            this.runs = runs;
            this.loggedTo = loggedTo;
        }

        /// Where the log ended when the chain returned to it. What lies before that joined earlier.
        long loggedTo() {
            return loggedTo;
        }

        List<ReturnedRuns.Returning> runs() {
            return runs;
        }

        /// Whether the bound was reached, and it is not known any more.
        boolean isForgotten() {
            return forgotten;
        }
    }

    /// @param most runs in all
    ReturnedBranches(int most) {
        this.most = most;
    }

    /// @param loggedTo where the log ends before the chain returns to it
    Branch add(List<ReturnedRuns.Returning> runs, long loggedTo) {
        Branch added = new Branch(List.copyOf(runs), loggedTo);
        branches.addLast(added);
        size += runs.size();
        while (size > most) {
            Branch oldest = branches.removeFirst();
            size -= oldest.runs.size();
            oldest.runs = List.of();
            oldest.forgotten = true;
        }
        return added;
    }

    /// How many runs it remembers.
    int size() {
        return size;
    }
}
