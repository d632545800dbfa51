/// How fast and at what cost blocks travel in networks that are too large to build.
@NullMarked
package tsunagi.simulation.scale;

import org.jspecify.annotations.NullMarked;
