/// Connections and what flows over them: the listener, the diallers, and for each peer one
/// virtual thread that reads and one that writes.
///
/// This package is the shell: sockets, threads, the clock and the one lock. What it should do
/// is decided in [tsunagi.network.core], by plain objects.
@NullMarked
package tsunagi.network;

import org.jspecify.annotations.NullMarked;
