package tsunagi.network.core;

import java.util.Optional;
import tsunagi.protocol.Hash;

/// An address from which no connection is accepted for a while.
///
/// @param address what is banned
/// @param reason  the offence that was one too many
/// @param frame   SHA-256 of the frame that it was, LF included, if it was a frame: the evidence
/// @param until   when it ends, in nanoseconds of the clock that the node looks at
public record Ban(String address, Offence reason, Optional<Hash> frame, long until) {}
