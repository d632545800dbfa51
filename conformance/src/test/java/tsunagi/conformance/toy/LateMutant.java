package tsunagi.conformance.toy;

import java.util.List;

/// Noise and gaps at places that only the later lines of a transcript look at: each shows that such
/// a line counts. They break no rule of their own. See [Mutant] for those that do.
public enum LateMutant implements Defect {
    STORES_BEFORE_CHECKING("answers with all blocks that came, in the order in which they came"),
    TALKS_AFTER_FRAME_1("sends a word of its own after the first frame on each connection"),
    TALKS_AFTER_FRAME_2("sends a word of its own after the second frame on each connection"),
    TALKS_AFTER_FRAME_3("sends a word of its own after the third frame on each connection"),
    TALKS_AFTER_FRAME_4("sends a word of its own after the fourth frame on each connection"),
    TALKS_AFTER_FRAME_5("sends a word of its own after the fifth frame on each connection"),
    TALKS_AFTER_FRAME_6("sends a word of its own after the sixth frame on each connection"),
    TALKS_AFTER_FRAME_7("sends a word of its own after the seventh frame on each connection"),
    TALKS_AFTER_FRAME_8("sends a word of its own after the eighth frame on each connection"),
    TALKS_AFTER_FRAME_9("sends a word of its own after the ninth frame on each connection"),
    TALKS_AFTER_FRAME_10("sends a word of its own after the tenth frame on each connection"),
    THANKS_FOR_BLOCK_1("sends a word of its own to who sent it a block of index 1"),
    THANKS_FOR_BLOCK_2("sends a word of its own to who sent it a block of index 2"),
    THANKS_FOR_BLOCK_3("sends a word of its own to who sent it a block of index 3"),
    GOSSIPS_BLOCK_1_ONLY("relays blocks of index 1 alone"),
    GOSSIPS_BLOCKS_1_AND_2_ONLY("relays blocks of index 1 and 2 alone"),
    GOSSIPS_BLOCKS_1_TO_3_ONLY("relays blocks of index 1 to 3 alone"),
    RELAY_TWICE_TO_SECOND("relays a block twice to the second of its peers"),
    RELAY_TWICE_TO_THIRD("relays a block twice to the third of its peers"),
    RELAY_TWICE_FROM_DIALLED("relays a block twice that came from one that it dialled"),
    RELAY_TWICE_TO_DIALLED("relays a block twice to those that it dialled"),
    RELAY_TWICE_WITHOUT_DIALLING("relays a block twice while it has dialled nobody"),
    FORGETS_ITS_CHAIN("starts with genesis alone, whatever it had"),
    SKIPS_WHAT_WAITED("passes over what came while it was paused");

    /// Sends a word after so many frames.
    static final List<Defect> TALKS_AFTER_FRAME = List.of(
            TALKS_AFTER_FRAME_1,
            TALKS_AFTER_FRAME_2,
            TALKS_AFTER_FRAME_3,
            TALKS_AFTER_FRAME_4,
            TALKS_AFTER_FRAME_5,
            TALKS_AFTER_FRAME_6,
            TALKS_AFTER_FRAME_7,
            TALKS_AFTER_FRAME_8,
            TALKS_AFTER_FRAME_9,
            TALKS_AFTER_FRAME_10);
    /// Sends a word to who sent it a block of this index.
    static final List<Defect> THANKS_FOR_BLOCK = List.of(THANKS_FOR_BLOCK_1, THANKS_FOR_BLOCK_2, THANKS_FOR_BLOCK_3);
    /// Relays twice to the peer of this place.
    static final List<Defect> RELAY_TWICE_TO = List.of(RELAY_TWICE_TO_SECOND, RELAY_TWICE_TO_THIRD);

    private final String fault;

    LateMutant(String fault) {
        this.fault = fault;
    }

    @Override
    public String fault() {
        return fault;
    }
}
