package tsunagi.conformance.toy;

import java.util.List;
import java.util.Locale;

/// Ways to be wrong, one at a time: each is a switch at one place in the toy, and breaks what it says.
///
/// A transcript that names a mutant under `kills` must fail it. Each transcript names one at least that breaks a rule
/// which the transcript covers: that is its reason. The others it meets on the way, and each shows that one more of its
/// lines counts; the last ones of the table are made for that.
public enum Mutant implements Defect {
    // 1 Transport and framing
    ONE_READ_ONE_FRAME("1.4", "takes what one read brings for one frame"),
    DROPS_REST_OF_READ("1.4", "forgets what one read brings after its first LF"),
    DECODES_EACH_READ("1.4", "decodes UTF-8 read by read"),
    REFUSES_4096("1.3", "takes frames of 4095 bytes at most"),
    ACCEPTS_4097("1.3", "takes frames of 4097 bytes"),
    LIMITS_EACH_READ("1.3", "counts the bytes of a frame from the start of each read"),
    LIMITS_THE_BUFFER("1.3", "takes no more than 4096 bytes at once, however many frames they are"),
    SKIPS_LONG_LINE("1.3", "passes over a long frame and keeps the connection"),
    NEVER_CLOSES("1.3", "knows no limit"),
    DIES_ON_LONG_LINE("1.3", "ends when a frame is too long"),
    DROPS_ON_HALF_CLOSE("1.5", "closes when the peer ends its sending side"),
    HANDLES_UNENDED_FRAME("1.5", "handles what came after the last LF when the peer ends"),
    CLOSES_ON_GARBAGE("1.6", "closes the connection on an unknown frame"),
    DIES_ON_GARBAGE("1.6", "ends on an unknown frame"),
    CLOSES_ON_EMPTY_FRAME("1.6", "closes the connection on an empty frame"),
    SHUNS_AFTER_GARBAGE("1.6", "relays nothing more to who sent it an unknown frame"),
    CLOSES_ON_BINARY("1.6", "closes the connection on a frame that is no text"),
    ECHOES_EVERYTHING("1.6", "sends every frame back"),
    DEAF_ON_OUTBOUND("1.1", "does not read from connections that it dialled"),
    // 2 Messages
    ANY_CASE_KINDS("2.1", "matches kinds in any case"),
    TRIMS_FRAMES("2.1", "drops white space before a kind"),
    EXACT_REQUEST_ONLY("2.1", "takes nothing but GET_CHAIN for a request"),
    DROPS_ON_CRLF("2.1 2.6", "drops a frame that ends in CR LF"),
    SENDS_GENESIS("2.2 3.3", "begins an answer with genesis"),
    ANSWERS_IN_REVERSE("2.2", "sends the newest block first"),
    ANSWERS_TWO_AT_MOST("2.2", "sends two blocks of an answer and no more"),
    IGNORES_SECOND_REQUEST("2.2", "answers one request on a connection"),
    INTERLEAVES_ANSWERS("2.2", "answers each request in a thread of its own"),
    TEARS_FRAMES("2.2", "writes gossip between the halves of a frame"),
    SAYS_NOTHING("2.2", "reads and never writes"),
    HANGS("2.2", "accepts connections and never reads"),
    CLOSES_AT_ONCE("2.2", "closes every connection that it accepts"),
    MIXES_BRANCHES("2.3", "reads the active chain anew in the middle of an answer"),
    ASKS_NOTHING("2.4", "sends no request when it has dialled"),
    ASKS_WITH_CRLF("2.1", "ends its request with CR LF"),
    GREETS_FIRST("2.4", "sends something before its request"),
    ASKS_WHEN_EMPTY_ONLY("2.4", "sends a request only while its chain is empty"),
    ASKS_ONCE("2.4", "sends a request only on its first connection"),
    ASKS_INBOUND("2.4", "sends a request to whom it accepts"),
    ASKS_INBOUND_WHEN_EMPTY("2.4", "sends a request to whom it accepts while its chain is empty"),
    GREETS_INBOUND("2.4", "greets whom it accepts"),
    OFFERS_ITS_CHAIN("2.4", "sends its chain to whom it accepts"),
    // 2.5 The canonical form
    SENDS_WHITE_SPACE("2.5", "writes a space after each colon"),
    SORTS_MEMBERS("2.5", "writes members in alphabetical order"),
    UPPER_CASE_HASH("2.5", "writes hashes in upper case"),
    ESCAPES_NON_ASCII("2.5", "escapes all that is not ASCII"),
    ESCAPES_SLASH("2.5", "escapes the slash"),
    LONG_ESCAPES("2.5", "writes \\u0009 for a tab"),
    UPPER_CASE_ESCAPES("2.5", "writes \\u001F for \\u001f"),
    RELAYS_RAW("2.8", "relays a block in the form in which it came"),
    STORES_RAW("2.8", "answers with a block in the form in which it came"),
    // 2.6 What must be accepted
    FIXED_ORDER_ONLY("2.6", "wants members in canonical order"),
    NO_WHITE_SPACE("2.6", "wants no white space"),
    LOWER_CASE_HEX_ONLY("2.6", "wants hashes in lower case"),
    NO_NEEDLESS_ESCAPES("2.6", "does not know an escaped slash"),
    NO_UNICODE_ESCAPES("2.6", "does not know escapes by number"),
    LOWER_CASE_ESCAPES_ONLY("2.6", "wants the digits of an escape in lower case"),
    SPLITS_SURROGATES("2.6", "takes the halves of an escaped pair one by one"),
    REFUSES_UNKNOWN_MEMBERS("2.6", "wants no unknown member in a block"),
    REFUSES_UNKNOWN_IN_TRANSACTION("2.6", "wants no unknown member in a transaction"),
    SHALLOW_NESTING("2.6", "refuses more than 64 levels"),
    NO_DEFAULTS("2.5", "wants every member of a block"),
    NO_DEFAULT_DATA("2.5", "puts an empty string for absent data"),
    DEFAULTS_TO_NOW("2.5", "puts the present time for an absent timestamp"),
    REFUSES_TRANSACTIONS_STRING("2.6", "does not know \"[]\" as a string"),
    EMPTY_DATA_IS_ABSENT("2.6", "puts the default for empty data"),
    PARSES_AS_DOUBLE("2.6", "reads integers as floating point"),
    NARROW_TIMESTAMP("2.6", "keeps 32 bits of a timestamp"),
    // 2.7 What must be refused
    CLOSES_ON_BAD_BLOCK("2.7", "closes the connection on a frame that it refuses"),
    ACCEPTS_UNCLOSED("2.7", "adds the bracket that is missing at the end"),
    UNWRAPS_ARRAY("2.7", "takes an array of one block for the block"),
    IGNORES_TRAILING_TEXT("2.7", "stops reading at the end of the object"),
    LAST_DUPLICATE_WINS("2.7", "keeps the last of several values"),
    FIRST_DUPLICATE_WINS("2.7", "keeps the first of several values"),
    COMPARES_RAW_NAMES("2.7", "compares names with their escapes"),
    ACCEPTS_FLOAT("2.7", "takes 1.0 for 1"),
    ACCEPTS_EXPONENT("2.7", "takes 1e0 for 1"),
    ACCEPTS_MINUS("2.7", "takes a sign, in two's complement"),
    ACCEPTS_PLUS("2.7", "takes +1 for 1"),
    ACCEPTS_LEADING_ZERO("2.7", "takes 01 for 1"),
    WRAPS_INDEX("2.7", "keeps the low 32 bits of an index"),
    WRAPS_AT_64_BITS("2.7", "keeps the low 64 bits of a longer integer"),
    TAKES_UNSIGNED("2.7", "takes integers of 64 bits"),
    ACCEPTS_NUMERIC_STRINGS("2.7", "takes \"1\" for 1"),
    TRUE_IS_ONE("2.7", "takes true for 1"),
    STRINGIFIES_NUMBERS("2.7", "takes 5 for \"5\""),
    OBJECT_IS_EMPTY_LIST("2.7", "takes {} for []"),
    NULL_IS_DEFAULT("2.7", "takes null for an absent member"),
    IGNORES_TRANSACTIONS_STRING("2.7", "takes any string for an empty list"),
    DEFAULTS_IN_TRANSACTIONS("2.7", "puts defaults for a transaction's absent members"),
    PADS_SHORT_HASH("2.7", "fills a short hash up with zeros on the left"),
    TRUNCATES_LONG_HASH("2.7", "keeps the first 64 digits of a longer hash"),
    ACCEPTS_0X("2.7", "drops 0x before a hash"),
    NON_HEX_IS_ZERO("2.7", "takes what is no hex digit for 0"),
    REPLACES_INVALID_UTF8("2.7", "puts U+FFFD for what is not UTF-8"),
    ACCEPTS_OVERLONG_UTF8("2.7", "decodes a slash of two bytes"),
    QUESTION_MARK_FOR_SURROGATE("2.7", "lets a lone surrogate pass, which its encoder writes as a question mark"),
    ACCEPTS_RAW_CONTROL("2.7", "lets a raw control character pass"),
    ACCEPTS_ANY_ESCAPE("2.7", "drops the backslash of an unknown escape"),
    SKIPS_BYTE_ORDER_MARK("2.7", "passes over a byte order mark"),
    ACCEPTS_TRAILING_COMMA("2.7", "lets a comma before a closing bracket pass"),
    ACCEPTS_COMMENTS("2.7", "passes over comments"),
    ACCEPTS_SINGLE_QUOTES("2.7", "lets a string stand in single quotes"),
    SKIPS_UNKNOWN_BLINDLY("2.7", "does not look at the numbers of unknown members"),
    // 3 Blocks and consensus
    BIG_ENDIAN_INDEX("3.1", "hashes the index big-endian"),
    DOUBLE_HASH("3.1", "hashes twice"),
    HASHES_HEX_PREV_HASH("3.1", "hashes prev_hash as text"),
    HASHES_DATA_FIRST("3.1", "hashes data before the transactions"),
    HASHES_NO_TRANSACTIONS("3.1", "leaves the transactions out of the hash"),
    SEPARATES_FIELDS("3.1", "hashes a zero byte between sender and receiver"),
    TRUSTS_HASH_MEMBER("3.2", "does not recompute the hash"),
    DIFFICULTY_1("3.2", "wants one zero byte"),
    DIFFICULTY_3("3.2", "wants three zero bytes"),
    COUNTS_BITS("3.2", "wants two zero bits"),
    ZEROS_AT_THE_END("3.2", "looks for zero bytes at both ends"),
    OTHER_GENESIS("3.3", "starts on another genesis"),
    REPLACES_GENESIS("3.3", "takes a block of index 0 for its genesis"),
    RELAYS_GENESIS("3.3", "relays blocks of index 0"),
    ABSENT_INDEX_IS_NEXT("2.5", "puts the next index for an absent one"),
    IGNORES_INDEX("3.4", "looks at the parent's hash alone"),
    IGNORES_PREV_HASH("3.4", "looks at the parent's index alone"),
    WANTS_RISING_TIME("3.4", "wants a block to be younger than its parent"),
    REFUSES_THE_FUTURE("3.4", "wants a block to be older than now"),
    RELAYS_BAD_WORK("3.5", "relays what it drops for its work"),
    RELAYS_DUPLICATES("3.5 4.3", "relays a block each time that it comes"),
    SECOND_FORM_WINS("3.5", "keeps the last form of a hash"),
    IGNORES_CANONICAL_SIZE("3.8", "does not look how long a block is in canonical form"),
    MINES_OVERLONG("3.8", "mines blocks that fit no frame"),
    KEEPS_OWN_BRANCH("3.6", "never leaves its branch"),
    TAKES_LATEST_BRANCH("3.6", "leaves its branch for one as long"),
    ONE_BLOCK_REORGANISATIONS("3.6", "leaves no more than one block"),
    FORGETS_OLD_BRANCH("3.6", "forgets the branch that it left"),
    GROWS_ON_THE_OLD_TIP("3.6", "mines on the tip that it left"),
    DROPS_ORPHANS("3.7", "forgets a block without its parent"),
    ASKS_EVERYONE("3.7", "asks all for the parent of an orphan"),
    ASKS_FOR_EACH_ORPHAN("3.7", "asks for each orphan anew"),
    ASKS_FOR_BAD_WORK("3.7", "asks for the parent of a block without work"),
    ADOPTS_ONE_ORPHAN("3.7", "lets one orphan follow a parent"),
    // 4 Gossip
    RELAYS_ORPHANS("4.2", "relays orphans"),
    RELAYS_SIDE_BLOCKS("4.2", "relays blocks of side branches"),
    RELAYS_TIP_ONLY("4.2", "relays only the tip of a new branch"),
    ECHO_TO_SENDER("4.1", "relays a block to its sender too"),
    RELAY_TWICE("4.3", "relays a block twice"),
    NO_RELAY("4.1", "relays nothing"),
    RELAYS_TO_ONE("4.1", "relays to one peer"),
    ONE_PEER_PER_ADDRESS("4.1", "takes peers of one address for one peer"),
    RELAYS_INBOUND_ONLY("4.1", "relays nothing to those that it dialled"),
    RELAYS_OUTBOUND_ONLY("4.1", "relays nothing to those that dialled it"),
    KEEPS_ANSWERS_TO_ITSELF("4.1", "does not relay what came from those that it dialled"),
    // 5 Connections, 6 Command line
    NEVER_DIALS("5.1", "dials nobody"),
    DIALS_FIRST_ONLY("5.1", "dials the first of its peers"),
    DIALS_ONE_AFTER_ANOTHER("5.1", "dials a peer when the one before is connected"),
    DIALS_ONCE("5.2", "does not dial again"),
    DIALS_FIRST_AGAIN("5.2", "dials the first of its peers again and no other"),
    GIVES_UP_WHEN_REFUSED("5.2", "does not dial again after a refusal"),
    DIALS_AGAIN_AT_ONCE("5.2", "dials again without a pause"),
    ONE_PEER_AT_A_TIME("5.4", "reads from one inbound peer until it has ended"),
    BLOCKS_ON_SLOW_PEER("5.4", "holds its lock while it writes"),
    DIES_ON_RESET("5.4", "ends when a connection is reset"),
    MINES_ON_GENESIS("3.4", "mines every block on genesis"),
    MINES_WITHOUT_WORK("3.2", "mines no nonce"),
    KEEPS_MINED_TO_ITSELF("4.1", "does not relay what it has mined"),
    RELAYS_WHAT_IT_MINES_ONLY("6.2", "relays what it has mined and does not keep it"),
    ENDS_WITH_ITS_INPUT("6.3", "ends at the end of its input"),
    JOINS_CONSOLE_LINES("6.2", "makes one block of several lines"),
    // 8 Extensions
    IGNORES_LOCATOR("8.1", "answers every locator in full"),
    LOOKS_AT_FIRST_PAIR_ONLY("8.1", "looks at the first pair of a locator alone"),
    ANSWERS_UNKNOWN_LOCATOR_WITH_NOTHING("8.1", "sends nothing when it knows no pair"),
    TAKES_HALF_A_LOCATOR("8.1", "drops what is no pair from a locator"),
    CLOSES_ON_CHAIN_END("8.2", "closes the connection on CHAIN_SYNC_COMPLETE"),
    ENDS_ANSWERS("8.2", "ends an answer with CHAIN_SYNC_COMPLETE"),
    // Noise and gaps at places that only the later lines of a transcript look at
    STORES_BEFORE_CHECKING("", "answers with all blocks that came, in the order in which they came"),
    TALKS_AFTER_FRAME_1("", "sends a word of its own after the first frame on each connection"),
    TALKS_AFTER_FRAME_2("", "sends a word of its own after the second frame on each connection"),
    TALKS_AFTER_FRAME_3("", "sends a word of its own after the third frame on each connection"),
    TALKS_AFTER_FRAME_4("", "sends a word of its own after the fourth frame on each connection"),
    TALKS_AFTER_FRAME_5("", "sends a word of its own after the fifth frame on each connection"),
    THANKS_FOR_BLOCK_1("", "sends a word of its own to who sent it a block of index 1"),
    THANKS_FOR_BLOCK_2("", "sends a word of its own to who sent it a block of index 2"),
    THANKS_FOR_BLOCK_3("", "sends a word of its own to who sent it a block of index 3"),
    GOSSIPS_BLOCK_1_ONLY("", "relays blocks of index 1 alone"),
    GOSSIPS_BLOCKS_1_AND_2_ONLY("", "relays blocks of index 1 and 2 alone"),
    GOSSIPS_BLOCKS_1_TO_3_ONLY("", "relays blocks of index 1 to 3 alone"),
    RELAYS_TO_TWO("", "relays to two peers"),
    RELAYS_TO_THREE("", "relays to three peers"),
    RELAY_TWICE_TO_SECOND("", "relays a block twice to the second of its peers"),
    RELAY_TWICE_TO_THIRD("", "relays a block twice to the third of its peers"),
    RELAY_TWICE_FROM_DIALLED("", "relays a block twice that came from one that it dialled"),
    RELAY_TWICE_TO_DIALLED("", "relays a block twice to those that it dialled"),
    RELAY_TWICE_WITHOUT_DIALLING("", "relays a block twice while it has dialled nobody"),
    DIALS_TWO("", "dials the first two of its peers"),
    ASKS_ONE_PEER("", "sends a request to the first of its peers alone"),
    ASKS_TWO_PEERS("", "sends a request to the first two of its peers alone"),
    FORGETS_ITS_CHAIN("", "starts with genesis alone, whatever it had"),
    SKIPS_WHAT_WAITED("", "passes over what came while it was paused");

    /// Sends a word after so many frames.
    static final List<Mutant> TALKS_AFTER_FRAME = List.of(
            TALKS_AFTER_FRAME_1, TALKS_AFTER_FRAME_2, TALKS_AFTER_FRAME_3, TALKS_AFTER_FRAME_4, TALKS_AFTER_FRAME_5);
    /// Sends a word to who sent it a block of this index.
    static final List<Mutant> THANKS_FOR_BLOCK = List.of(THANKS_FOR_BLOCK_1, THANKS_FOR_BLOCK_2, THANKS_FOR_BLOCK_3);
    /// Relays to this many peers.
    static final List<Mutant> RELAYS_TO = List.of(RELAYS_TO_ONE, RELAYS_TO_TWO, RELAYS_TO_THREE);
    /// Relays twice to the peer of this place.
    static final List<Mutant> RELAY_TWICE_TO = List.of(RELAY_TWICE_TO_SECOND, RELAY_TWICE_TO_THIRD);

    private final String rules;
    private final String fault;

    Mutant(String rules, String fault) {
        this.rules = rules;
        this.fault = fault;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public List<String> rules() {
        return rules.isEmpty() ? List.of() : List.of(rules.split(" ", -1));
    }
}
