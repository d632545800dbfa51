/// What the program's speed is measured with. `benchmarks/run` builds and starts it;
/// docs/performance.md says what came of it.
///
/// Every benchmark has the plain Java way of the same thing beside it, for only ratios within
/// one run can be compared.
@NullMarked
package tsunagi.benchmarks;

import org.jspecify.annotations.NullMarked;
