@NullMarked
package tsunagi.conformance.play;

import org.jspecify.annotations.NullMarked;
