package tsunagi.conformance.toy;

import java.util.List;

/// Ways to be wrong about frames, requests, answers, hashes and locators, one at a time.
/// See [Mutant] for others.
public enum WireMutant implements Defect {
    SPLITS_AT_CR("1.2", "takes a CR for the end of a frame"),
    SPLITS_AT_NUL("1.2", "takes a NUL for the end of a frame"),
    SPLITS_AT_CONTROL("1.2", "takes VT, FF and other control characters for the end of a frame"),
    SPLITS_AT_UNICODE_LINES("1.2", "takes U+0085, U+2028 and U+2029 for the end of a frame"),
    TAKES_4098("1.3", "takes frames of 4098 bytes"),
    TAKES_5000("1.3", "takes frames of 5000 bytes"),
    CLOSES_BEYOND_8192("1.3", "takes frames of 8192 bytes"),
    TAKES_65536("1.3", "takes frames of 65536 bytes"),
    HANDLES_64_FRAMES_OF_A_READ("1.4", "handles 64 frames of one read at the most"),
    FORGETS_BEYOND_8192("1.4", "loses the frame that lies across 8192 bytes of a stream"),
    CUTS_SLOW_ANSWERS("1.5", "closes a connection three seconds after the peer ended its side"),
    KEEPS_HALF_CLOSED_CONNECTIONS("1.5", "keeps a connection whose peer has ended its side and has its answers"),
    CUTS_LONG_ANSWERS("1.5", "sends no more than a megabyte after the peer ended its side"),
    CLOSES_AFTER_TEN_BAD("1.6 2.7", "closes the connection at the tenth frame that it drops"),
    CLOSES_AFTER_HUNDREDS_BAD("1.6 2.7", "closes the connection at the 300th frame that it drops"),
    FINDS_KINDS_ANYWHERE("2.1", "looks for a kind anywhere in a frame"),
    PASSES_OVER_MARKS("2.1", "passes over what is no letter before a kind"),
    TAKES_SIMILAR_KINDS("2.1", "takes GET-CHAIN, GETCHAIN and BLOCK without its colon for the kinds"),
    ANSWERS_2_AT_MOST("2.2", "sends two blocks of an answer and no more"),
    ANSWERS_10_AT_MOST("2.2", "sends ten blocks of an answer and no more"),
    ANSWERS_64_AT_MOST("2.2", "sends 64 blocks of an answer and no more"),
    ANSWERS_100_AT_MOST("2.2", "sends 100 blocks of an answer and no more"),
    ANSWERS_256_AT_MOST("2.2", "sends 256 blocks of an answer and no more"),
    ANSWERS_500_AT_MOST("2.2", "sends 500 blocks of an answer and no more"),
    ANSWERS_1000_AT_MOST("2.2", "sends 1000 blocks of an answer and no more"),
    ANSWERS_2000_AT_MOST("2.2", "sends 2000 blocks of an answer and no more"),
    ANSWERS_50_REQUESTS("2.2", "answers 50 requests on a connection"),
    ANSWERS_FROM_ITS_FIRST_SNAPSHOT("2.2", "answers a peer with the chain that it had at the peer's first request"),
    OFFERS_TIP_TWICE("2.4", "sends its tip twice when it has dialled"),
    OFFERS_CHAIN_AFTER_DIALLING("2.4", "sends its whole chain when it has dialled"),
    SENDS_TWO_REQUESTS("2.4", "sends two requests when it has dialled"),
    MINES_AT_ZERO("2.5 6.2", "mines blocks of the year 1970"),
    MINES_IN_MILLISECONDS("2.5 6.2", "counts the time of a mined block in milliseconds"),
    HASHES_TWO_TRANSACTIONS("3.1", "hashes the first two transactions of a block"),
    SORTS_TRANSACTIONS("3.1", "hashes the transactions in the order of their senders"),
    HASHES_RECEIVER_FIRST("3.1", "hashes the receiver before the sender"),
    HASHES_ASCII_TEXTS("3.1", "hashes a question mark for what is not ASCII in a transaction"),
    CUTS_HASHED_TEXTS("3.1", "hashes the first 255 characters of a text in a transaction"),
    IGNORES_HASH_MEMBER("3.2", "computes the hash and does not look at the member"),
    COMPARES_HALF_A_HASH("3.2", "compares the first 16 bytes of the hash member"),
    ZEROS_ANYWHERE("3.2", "wants two zero bytes anywhere in a hash"),
    WANTS_15_BITS("3.2", "wants 15 zero bits"),
    MEASURES_WITHOUT_LF("3.8", "takes blocks whose canonical frame is 4097 bytes long"),
    MEASURES_ONE_MORE("3.8", "refuses blocks whose canonical frame is 4096 bytes long"),
    MEASURES_WHAT_CAME("3.8", "measures a block as it came"),
    NAMES_WRONG_HASHES("8.1", "asks with a locator whose hashes are not those of its blocks"),
    NAMES_ITS_BLOCKS_UPWARDS("8.1", "asks with a locator that begins with its oldest block"),
    TAKES_LOCATORS_IN_UPPER_CASE("8.1", "takes hashes in upper case in a locator"),
    TAKES_LEADING_ZEROS_IN_LOCATORS("8.1", "takes leading zeros in a locator"),
    TAKES_LOCATORS_IN_ANY_ORDER("8.1", "takes a locator whose indexes do not fall"),
    TRIMS_LOCATORS("8.1", "drops white space at the end of a locator"),
    LOOKS_AT_HASHES_ALONE("8.1", "does not look at the index of a pair"),
    LOOKS_AT_INDEXES_ALONE("8.1", "does not look at the hash of a pair");

    /// Sends so many blocks of an answer, with the bounds in [ToyAnswers].
    static final List<WireMutant> ANSWERS_AT_MOST = List.of(
            ANSWERS_2_AT_MOST,
            ANSWERS_10_AT_MOST,
            ANSWERS_64_AT_MOST,
            ANSWERS_100_AT_MOST,
            ANSWERS_256_AT_MOST,
            ANSWERS_500_AT_MOST,
            ANSWERS_1000_AT_MOST,
            ANSWERS_2000_AT_MOST);

    private final String rules;
    private final String fault;

    WireMutant(String rules, String fault) {
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
