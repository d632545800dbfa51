@NullMarked
package tsunagi.conformance.wire;

import org.jspecify.annotations.NullMarked;
