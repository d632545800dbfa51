/// Peers that lie.
@NullMarked
package tsunagi.simulation.hostile;

import org.jspecify.annotations.NullMarked;
