@NullMarked
package tsunagi.conformance.target;

import org.jspecify.annotations.NullMarked;
