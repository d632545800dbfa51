package tsunagi.conformance.play;

/// Whose doing a failure is, in a scenario of several nodes.
///
/// @param node           its name in the scenario
/// @param implementation what results call it; empty where all nodes are of the one under test
/// @param reason         what it did or left undone
public record Fault(String node, String implementation, String reason) {
    /// For people.
    public String words() {
        String who = implementation.isEmpty() ? node : node + " (" + implementation + ")";
        return who + " " + reason;
    }
}
