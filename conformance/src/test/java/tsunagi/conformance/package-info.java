@NullMarked
package tsunagi.conformance;

import org.jspecify.annotations.NullMarked;
