package tsunagi.simulation.disk;

import java.io.IOException;

/// What a machine's disk works with. It may go during one of the next writes, and stays away until
/// the machine is switched on again; or one of them fails with something that is no IOException.
final class Power {
    private static final long NEVER = Long.MAX_VALUE;

    private long writesLeft = NEVER;
    private boolean unchecked;
    private boolean isOff;

    /// @param writes    1 for the next one
    /// @param unchecked whether that write throws an [UncheckedFailure], and the power stays
    void failAfter(int writes, boolean unchecked) {
        this.writesLeft = writes;
        this.unchecked = unchecked;
    }

    void on() {
        writesLeft = NEVER;
        isOff = false;
    }

    boolean isOff() {
        return isOff;
    }

    /// Something is about to be written (appended, truncated, forced, renamed or deleted).
    ///
    /// @return whether it fails
    boolean fails() {
        if (isOff) return true;
        if (writesLeft == NEVER || --writesLeft > 0) return false;
        writesLeft = NEVER;
        isOff = !unchecked;
        return true;
    }

    /// What the write throws that fails.
    IOException failure() {
        if (isOff) return new PowerLoss();
        throw new UncheckedFailure();
    }
}
