package tsunagi.network.core;

/// Why a connection ended.
public enum CloseReason {
    PEER_CLOSED("the peer closed it"),
    CONNECTION_LOST("the connection was lost"),
    FRAME_TOO_LONG("4096 bytes came without an LF (1.3)"),
    FRAME_TOO_SLOW("a frame did not end in time"),
    WRITE_STALLED("the peer does not read (5.4)"),
    TOO_FAR_BEHIND("the peer reads too slowly (5.4)"),
    TOO_MANY_REQUESTS("too many chain requests at once"),
    MISBEHAVED("it sends too much useless input"),
    IDLE("it was idle for too long"),
    NOT_WANTED("the limit for listed peers is reached"),
    READER_FAILED("this node failed to read it, which is a bug"),
    NODE_FAILED("this node failed"),
    NODE_STOPPED("this node stopped");

    private final String words;

    CloseReason(String words) {
        this.words = words;
    }

    /// Why, in words for a log line.
    public String words() {
        return words;
    }
}
