/// Virtual time: what happens next, and how late each machine believes it to be.
@NullMarked
package tsunagi.simulation.time;

import org.jspecify.annotations.NullMarked;
