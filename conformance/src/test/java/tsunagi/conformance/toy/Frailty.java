package tsunagi.conformance.toy;

/// How a node may fail in a network without being wrong in a frame: it is slow, or falls silent.
/// Transcripts name none of them, because what they show depends on the moment. They show at whose
/// door the kit lays such a failure.
public enum Frailty implements Defect {
    ANSWERS_AFTER_3_S("begins each answer three seconds after the request"),
    CLOSES_AT_EVERY_FIFTH_REQUEST("closes the connection of every fifth request"),
    FALLS_SILENT("answers no more once it has two blocks");

    private final String what;

    Frailty(String what) {
        this.what = what;
    }

    @Override
    public String fault() {
        return what;
    }
}
