package tsunagi.conformance.script;

import org.jspecify.annotations.Nullable;

/// The address, and perhaps the port number, that a peer dials from.
///
/// @param portOf the peer whose port number it shares, or null for a port that the system chooses
public record Origin(String address, @Nullable String portOf) {}
