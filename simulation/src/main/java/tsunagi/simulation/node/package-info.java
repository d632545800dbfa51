/// The real core on a simulated machine.
@NullMarked
package tsunagi.simulation.node;

import org.jspecify.annotations.NullMarked;
