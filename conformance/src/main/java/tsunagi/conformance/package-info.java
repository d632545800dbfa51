/// The kit that judges any node by transcripts: what to run, how, and what the outcome means.
///
/// Nothing here shares code with a node: a kit that does shares its mistakes.
@NullMarked
package tsunagi.conformance;

import org.jspecify.annotations.NullMarked;
