package tsunagi.chain.mining;

/// A way to try nonces.
public interface Kernel {
    /// How logs and benchmarks call it.
    String name();

    /// How many nonces it tries at a time; a count that is no multiple wastes some of its work.
    int lanes();

    /// A search of its own, with buffers of its own. Many may run at once.
    NonceSearch begin(Puzzle puzzle);
}
