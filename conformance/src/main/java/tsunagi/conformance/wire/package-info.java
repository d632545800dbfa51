/// The kit's own reader of bytes and blocks, which shares no code with any node.
@NullMarked
package tsunagi.conformance.wire;

import org.jspecify.annotations.NullMarked;
