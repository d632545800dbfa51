@NullMarked
package tsunagi.simulation;

import org.jspecify.annotations.NullMarked;
