package tsunagi.network.core;

/// What an offence leads to.
public sealed interface Sentence {
    /// Nothing: the frame is dropped, and the connection stays.
    record Tolerated() implements Sentence {}

    /// This connection is closed. Its address may come again at once.
    record Closed() implements Sentence {}

    /// All connections of the address are closed, and none is accepted for a while.
    record Excluded(Ban ban) implements Sentence {}
}
