/// The wire format as values: frames, messages, blocks, and the bytes that are hashed.
///
/// Nothing here does I/O, reads a clock or draws a random number. The numbers in the
/// documentation (2.6, 3.1 …) are the rules of `PROTOCOL.md`.
@NullMarked
package tsunagi.protocol;

import org.jspecify.annotations.NullMarked;
