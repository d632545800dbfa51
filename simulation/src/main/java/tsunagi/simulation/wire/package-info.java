/// Connections without sockets: delay, narrow windows, loss and partition.
@NullMarked
package tsunagi.simulation.wire;

import org.jspecify.annotations.NullMarked;
