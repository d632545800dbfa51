package tsunagi.conformance.play;

/// A fault that hides others, found before all scenarios.
///
/// @param rule   of PROTOCOL.md
/// @param fault  what the node does
/// @param advice what to look at
public record Finding(String rule, String fault, String advice) {}
