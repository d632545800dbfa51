/// What a run says: to people, to CI servers, to programs.
@NullMarked
package tsunagi.conformance.report;

import org.jspecify.annotations.NullMarked;
