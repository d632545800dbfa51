package tsunagi.conformance.toy;

/// How a node may fail in a network without being wrong in a frame: it is slow, or falls silent.
/// Transcripts name none of them, because what they show depends on the moment. They show at whose
/// door the kit lays such a failure.
public enum Frailty implements Defect {
    ANSWERS_AFTER_500_MS("begins each answer half a second after the request"),
    ANSWERS_AFTER_2_S("begins each answer two seconds after the request"),
    ANSWERS_AFTER_3_S("begins each answer three seconds after the request"),
    CLOSES_AT_EVERY_FIFTH_REQUEST("closes the connection of every fifth request"),
    FALLS_SILENT("answers no more once it has two blocks"),
    IGNORES_ITS_FIRST_6_S("leaves requests without an answer in its first six seconds"),
    BREAKS_OFF_EVERY_THIRD_ANSWER("closes the connection in the middle of every third answer"),
    BREAKS_OFF_EVERY_SECOND_RELAY("closes all connections in the middle of every second block that it relays"),
    RELAYS_LONG_LINES("sends a line that is longer than a frame before each block that it relays"),
    RELAYS_AFTER_3000_LINES("sends 3,000 lines that are no frames before each block that it relays"),
    RELAYS_AFTER_4800_MS("relays a block 4.8 seconds after it came"),
    MINES_LINES_TWICE("makes two blocks of each line"),
    STARTS_WITH_A_BLOCK("starts with a block that nobody asked for"),
    MINES_BY_ITSELF("makes a block that nobody asked for when it has relayed one"),
    CLOSES_ALL_EVERY_3_S("closes all its connections every three seconds"),
    FREEZES_FOR_8_S("does nothing for eight seconds, again and again"),
    RELAYS_AFTER_8_S("relays a block eight seconds after it came");

    private final String what;

    Frailty(String what) {
        this.what = what;
    }

    @Override
    public String fault() {
        return what;
    }
}
