@NullMarked
package tsunagi.conformance.report;

import org.jspecify.annotations.NullMarked;
