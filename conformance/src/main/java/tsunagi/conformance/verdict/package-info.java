/// What was played, held against what was expected: the judgement of each scenario, their sum,
/// and the rules that they cover.
@NullMarked
package tsunagi.conformance.verdict;

import org.jspecify.annotations.NullMarked;
