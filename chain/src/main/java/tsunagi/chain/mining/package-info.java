/// Ways to find a nonce (3.2), from the plainest to the fastest, and all with one outcome.
///
/// A [Kernel] begins a [NonceSearch] for a [Puzzle]. [DigestKernel] is the JDK's SHA-256 in a loop,
/// and what the others are held to. [LaneKernel] hashes many nonces side by side, in [ArrayLanes]
/// that the compiler turns into vector instructions or in [VectorLanes] that are vectors to begin
/// with. Values in, values out: threads are the miner's.
@NullMarked
package tsunagi.chain.mining;

import org.jspecify.annotations.NullMarked;
