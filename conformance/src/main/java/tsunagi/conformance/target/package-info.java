/// Nodes under test: how to start and reach them, and what they can do.
@NullMarked
package tsunagi.conformance.target;

import org.jspecify.annotations.NullMarked;
