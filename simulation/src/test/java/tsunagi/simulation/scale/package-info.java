@NullMarked
package tsunagi.simulation.scale;

import org.jspecify.annotations.NullMarked;
