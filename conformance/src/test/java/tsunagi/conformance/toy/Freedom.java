package tsunagi.conformance.toy;

/// What a right node may do, and the toy does not do by itself. No transcript may fail because of
/// it. It is turned on like a defect, and breaks no rule.
public enum Freedom implements Defect {
    /// 4.2: a block may leave the chain again before the node has sent it, and is left out then.
    RELAYS_LATE("relays what is on its chain 300 ms after a block joined"),
    /// 2.3 and 2.4: of a chain of one block, the tip alone looks like an answer.
    OFFERS_ITS_TIP_AND_ANSWERS_LATE("sends its tip after dialling, and begins each answer 200 ms after the request"),
    /// 1.6: from a thousand dropped frames on.
    CLOSES_AT_THE_1000TH_BAD("closes a connection at its thousandth dropped frame");

    private final String what;

    Freedom(String what) {
        this.what = what;
    }

    @Override
    public String fault() {
        return what;
    }
}
