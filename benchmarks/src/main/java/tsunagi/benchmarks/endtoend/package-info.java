/// What whole nodes do, as processes that talk over loopback: sync, serving, many peers. Each
/// figure has its limit, or the plain way, measured beside it in the same run.
@NullMarked
package tsunagi.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
