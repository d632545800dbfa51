package tsunagi.simulation.disk;

import java.io.IOException;

/// The machine went off in the middle of a write.
public final class PowerLoss extends IOException {
    private static final long serialVersionUID = 1;

    public PowerLoss() {
        super("the power is gone");
    }
}
