package tsunagi.conformance.toy;

import java.util.List;

/// Ways to be wrong about what a node keeps, one at a time: for whom, how much of it, and how long.
/// See [Mutant] for others.
public enum StateMutant implements Defect {
    TAIL_BELONGS_TO_THE_DIALLED(
            "1.5", "puts the unended bytes of a lost connection before those of the next one that it dials"),
    TAIL_BELONGS_TO_THE_ADDRESS(
            "1.5", "puts the unended bytes of a lost connection before those of the next one from that address"),
    CUTS_ANSWERS_AFTER_15_S("1.5 5.4", "closes a connection 15 seconds after the peer ended its side"),
    DROPS_AN_UNENDED_LAST_LINE("6.2", "makes no block of a last line that no LF ends"),
    BELIEVES_A_CLAIMED_HASH(
            "4.1",
            "takes a frame without work for the block whose hash it claims, and does not relay that block there"),
    COUNTS_DROPPED_FRAMES_OF_ALL(
            "1.6", "closes the connection that brings the 1000th dropped frame of all connections"),
    CLOSES_AT_THE_2560TH_KNOWN("3.5", "closes a connection at the 2560th block from it that is known"),
    LOSES_FRAMES_OF_256_READS("1.4", "drops a frame that came in more than 256 reads"),
    TAKES_THE_TWIN_OF_A_PEER_THAT_LEFT(
            "3.5", "takes another form of an orphan once the peer that sent the first form has gone"),
    KNOWS_100_BLOCKS_AFTER_A_RESTART("3.5", "knows the last 100 blocks of its chain alone after a restart"),
    KEEPS_64_SIDE_BRANCHES("3.6", "begins no side branch while it has 64 of them"),
    KEEPS_THE_NEWEST_64_SIDE_BRANCHES("3.6", "forgets the oldest side branch when it has more than 64"),
    KEEPS_32_KIB_OF_ORPHANS("3.7", "keeps the newest orphans, 32,768 bytes at most"),
    CUTS_ANSWERS_OF_A_DIALLED_PEER("1.5 5.2", "closes a connection that it dialled when the peer ends its side"),
    READS_256_LINES("6.2", "reads no line of the console after the 256th"),
    CUTS_LINES_AT_8192("6.2", "ends a line of the console after 8,192 bytes and begins another one"),
    FORGETS_A_PEER_THAT_IS_SILENT_FOR_20_S("4.1", "relays nothing to a peer that has sent nothing for 20 seconds"),
    DROPS_ORPHANS_AFTER_20_S("3.7", "drops orphans 20 seconds after the first of them came"),
    CLOSES_UNENDED_AFTER_15_S("5.4", "closes a connection whose frame has been incomplete for 15 seconds"),
    ASKS_FOUR_TIMES("3.7", "asks a peer four times for the parent of an orphan and no more"),
    ASKS_FIVE_TIMES("3.7", "asks a peer five times for the parent of an orphan and no more"),
    WAITS_20_S_AFTER_THE_4TH_LOSS("5.2", "waits 20 seconds from the fourth loss on"),
    ASKS_ON_FOUR_CONNECTIONS("2.4", "sends no request on the fifth connection to a peer"),
    READS_16_PAIRS("8.1", "reads the first 16 pairs of a locator"),
    REPEATS_ITS_TIP_AFTER_15_S("2.4", "sends its tip to a peer that dialled it 15 seconds before"),
    REPEATS_ITS_TIP_AFTER_30_S("2.4", "sends its tip to a peer that dialled it 30 seconds before"),
    ONE_CHILD_OF_A_SIDE_BLOCK("3.6", "keeps one child of a block that is not on its chain"),
    REORGANISES_500_AT_MOST("3.6", "leaves no more than 500 blocks"),
    KEEPS_300_SIDE_BLOCKS("3.6", "keeps no block of a side branch while it has 300 of them"),
    FORGETS_ORPHANS_AT_THE_4TH_REORGANISATION("3.7", "drops all orphans when it reorganises for the fourth time"),
    FIFTY_ORPHANS_OF_ONE_PARENT("3.7", "keeps the first fifty orphans that hang on one parent"),
    THE_NEWEST_FIFTY_ORPHANS_OF_ONE_PARENT("3.7", "keeps the newest fifty orphans that hang on one parent"),
    KEEPS_110_ORPHANS("3.7", "keeps the 110 newest orphans"),
    USES_ITS_POOL_UP("3.7", "keeps 256 orphans in its whole life"),
    ASKS_LATER_EACH_TIME("3.7", "waits 5, 10, 15 seconds and so on until it asks again"),
    ASKS_THREE_TIMES("3.7", "asks a peer three times for the parent of an orphan and no more"),
    CROSSED_BELONGS_TO_THE_DIALLED("4.1 4.2", "does not send again what crossed a lost connection to the same peer"),
    RELAYS_TIPS_FROM_THE_5TH_REORGANISATION(
            "4.2", "relays no block but the tip when it reorganises for the fifth time and later"),
    FORGETS_THE_TIP_IT_OFFERED(
            "4.2 4.3", "sends the tip that it offered after dialling once more when it returns to it"),
    CARRIES_WHAT_IS_UNSENT("1.5 5.2", "sends what a lost connection left unsent on the next one to that peer"),
    DIALS_TWICE_AFTER_A_LOSS("5.2", "dials twice after a lost connection"),
    GIVES_UP_AFTER_30_S("5.2", "does not dial again after 30 seconds of refusals"),
    KEEPS_ITS_LONG_WAIT("5.2", "waits 20 seconds after a loss if it was refused three times before"),
    CLOSES_WHEN_UNREAD_FOR_15_S("5.4", "closes a connection whose peer reads nothing for 15 seconds"),
    CLOSES_THE_OLDEST_OF_64("5.4", "closes its oldest connection when it has 64 and accepts another one"),
    COUNTS_REQUESTS_OF_ALL("5.4", "answers nobody any more once thousands of frames wait in all"),
    KEEPS_ONE_ORPHAN_OF_A_DIALLED_PEER("3.7", "keeps one orphan in 5 s of a peer that it dialled"),
    DROPS_ORPHANS_OF_A_LOST_DIALLED_PEER("3.7", "drops a dialled peer's orphans when the connection ends"),
    ONE_ORPHAN_JOINS_A_SIDE_BRANCH("3.7", "lets one orphan follow a parent that is off the chain"),
    THE_NEWEST_ORPHAN_JOINS_A_SIDE_BRANCH("3.7", "lets the newest orphan alone follow a parent that is off the chain"),
    MEASURES_NO_ORPHANS("3.8", "does not look how long an orphan is in canonical form"),
    OFFERS_THE_TIP_IT_HAD("2.4", "sends the tip that it had at the end of the connection before"),
    DROPS_AN_UNENDED_LINE_BEHIND_OTHERS("6.2", "loses a last line that no LF ends while others wait"),
    DROPS_LINES_BEYOND_64("6.2", "loses lines while 64 wait"),
    DROPS_LINES_AT_THE_END("6.2", "loses the lines that wait when its input ends"),
    KEEPS_A_CR_READ_ALONE("6.2", "keeps the CR before an LF that comes in another read"),
    DECODES_EACH_READ_OF_LINES("6.2", "decodes UTF-8 of the console read by read"),
    MINES_ON_THE_TIP_IT_HAD("6.2", "mines a line on the tip that it had when the line came"),
    READS_256_KIB_OF_ITS_LOG("6.5", "reads the first 256 KiB of what it kept"),
    ANSWERS_A_LOCATOR_AS_BEFORE("2.3 8.1", "answers a locator that came before from the chain of that time"),
    LOCATES_ITS_FIRST_CHAIN("8.1", "names the blocks of the chain that it had when it dialled for the first time");

    private final String rules;
    private final String fault;

    StateMutant(String rules, String fault) {
        this.rules = rules;
        this.fault = fault;
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public List<String> rules() {
        return List.of(rules.split(" ", -1));
    }
}
