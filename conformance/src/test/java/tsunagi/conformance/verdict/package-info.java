@NullMarked
package tsunagi.conformance.verdict;

import org.jspecify.annotations.NullMarked;
