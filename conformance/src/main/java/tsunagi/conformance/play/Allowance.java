package tsunagi.conformance.play;

/// A fault that the first check has found and that would hide all others. Scenarios about other
/// rules are played as if the node were right in this. They fail all the same, but then say what
/// else is wrong, or that nothing else is.
public enum Allowance {
    /// Blocks come in another form than the canonical one (2.5).
    OTHER_FORM("it sends blocks in another form than the canonical one (2.5)"),

    /// A block that a peer sent reaches no other peer (4.1).
    NO_RELAY("it relays no block (4.1)");

    private final String words;

    Allowance(String words) {
        this.words = words;
    }

    /// What the node does, to be read after "the only fault seen here is that".
    public String words() {
        return words;
    }
}
