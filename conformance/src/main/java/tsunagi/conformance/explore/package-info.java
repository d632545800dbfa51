/// Plays exchanges that have no transcript: they are drawn from a seed, and judged by
/// a model of the protocol.
///
/// A [tsunagi.conformance.explore.Generator] draws an [tsunagi.conformance.explore.Exchange]: what
/// peers and the console do. The [tsunagi.conformance.explore.Model] reads the bytes that are sent
/// and says what every peer must and may get. Both together are a transcript in the notation of
/// golden/PLAYER.md, which the player of the written transcripts plays. So whatever is found is a
/// file that anybody can play again.
@NullMarked
package tsunagi.conformance.explore;

import org.jspecify.annotations.NullMarked;
