package tsunagi.conformance.toy;

/// Holds up all who pass while it is shut: what stopping a process is to its threads.
final class Gate {
    private boolean shut;

    synchronized void shut(boolean yes) {
        shut = yes;
        notifyAll();
    }

    /// Returns at once, or when the gate opens.
    ///
    /// @return whether it was shut
    synchronized boolean pass() {
        boolean waited = shut;
        try {
            while (shut) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return waited;
    }
}
