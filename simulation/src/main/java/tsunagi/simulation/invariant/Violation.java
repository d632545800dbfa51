package tsunagi.simulation.invariant;

/// An invariant does not hold: what the simulation is there to find.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String invariant;

    /// What is broken, and how it showed.
    ///
    /// @param invariant its name
    /// @param what      what was seen, and at which node
    public Violation(String invariant, String what) {
        super(what);
        this.invariant = invariant;
    }

    /// The name of the invariant that is broken.
    public String invariant() {
        return invariant;
    }
}
