/// Whole networks of real cores in one thread, in virtual time, from one seed.
@NullMarked
package tsunagi.simulation;

import org.jspecify.annotations.NullMarked;
