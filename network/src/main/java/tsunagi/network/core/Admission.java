package tsunagi.network.core;

/// What becomes of an inbound connection.
public sealed interface Admission {
    /// It may come in.
    ///
    /// @param standing to be handed back whenever it does something, and when it leaves
    record Admitted(Standing standing) implements Admission {}

    /// Its address is banned.
    record Banned(Ban ban) implements Admission {}

    /// Its address has its share of the connections.
    record ShareTaken(int share) implements Admission {}

    /// All places are taken.
    record Full(int places) implements Admission {}
}
