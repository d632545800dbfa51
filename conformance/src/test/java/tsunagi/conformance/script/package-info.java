@NullMarked
package tsunagi.conformance.script;

import org.jspecify.annotations.NullMarked;
