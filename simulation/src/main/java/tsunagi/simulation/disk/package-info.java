/// A disk that loses, tears and garbles what was not forced.
@NullMarked
package tsunagi.simulation.disk;

import org.jspecify.annotations.NullMarked;
