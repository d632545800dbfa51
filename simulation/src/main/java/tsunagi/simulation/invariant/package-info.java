/// What must hold, whatever happens.
@NullMarked
package tsunagi.simulation.invariant;

import org.jspecify.annotations.NullMarked;
