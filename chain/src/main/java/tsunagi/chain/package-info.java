/// What a valid block is, which chain of them is the active one, and the log that keeps it.
///
/// The way of a block: [BlockRules] turn a `Block` into a [ProvenBlock]; [Chain] finds its place
/// and says so in an [AddResult]; the [BlockLog] keeps the bytes of those that joined. Nothing
/// here starts a thread but the [Miner], and nothing knows of sockets.
@NullMarked
package tsunagi.chain;

import org.jspecify.annotations.NullMarked;
