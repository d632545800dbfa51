@NullMarked
package tsunagi.simulation.disk;

import org.jspecify.annotations.NullMarked;
