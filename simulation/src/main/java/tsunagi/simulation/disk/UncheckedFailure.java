package tsunagi.simulation.disk;

/// What a write throws that fails as none should: an error of the platform, such as that no
/// memory is left for the buffer.
public final class UncheckedFailure extends Error {
    private static final long serialVersionUID = 1;

    UncheckedFailure() {
        super("Cannot reserve direct buffer memory");
    }
}
