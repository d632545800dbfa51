package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.protocol.Samples.CANONICAL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.protocol.Refusal.Fault;

/// Rule 2.7: texts that are not a block. In the tables `▸` marks the byte that the refusal
/// points at, and is not part of the text; where none is marked, only the fault is told.
/// [RefusedValuesTest] has the values of each member, [RefusedBytesTest] what is not text at all.
class RefusalsTest {
    private static final String MARK = "▸";

    @ParameterizedTest(name = "2.7 not one JSON object: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NOT_ONE_OBJECT | an array                    | ▸[]
            NOT_ONE_OBJECT | an array of one block       | ▸[{}]
            NOT_ONE_OBJECT | a string                    | ▸"index"
            NOT_ONE_OBJECT | a number                    | ▸1
            NOT_ONE_OBJECT | true                        | ▸true
            NOT_ONE_OBJECT | null                        | ▸null
            NOT_ONE_OBJECT | nothing                     | ``
            NOT_ONE_OBJECT | white space only            | ` \t\r`
            NOT_ONE_OBJECT | white space, then an array  | ` ▸[]`
            NOT_JSON       | a word                      | hello
            NOT_JSON       | half a word                 | tru
            NOT_JSON       | a closing brace             | }
            NOT_JSON       | a comma                     | ,{}
            NOT_JSON       | an opening brace alone      | {
            NOT_JSON       | a member without a value    | {"index"}
            NOT_JSON       | a colon without a value     | {"index":}
            NOT_JSON       | a value without a name      | {1}
            NOT_JSON       | a comma after the last      | {"index":1,}
            NOT_JSON       | a comma before the first    | {,"index":1}
            NOT_JSON       | two commas                  | {"index":1,,"nonce":1}
            NOT_JSON       | no comma                    | {"index":1 "nonce":1}
            NOT_JSON       | two colons                  | {"index"::1}
            NOT_JSON       | a semicolon                 | {"index":1;"nonce":1}
            NOT_JSON       | a wrong bracket             | {"index":1]
            NOT_JSON       | a wrong bracket, nested     | {"x":[}}
            NOT_JSON       | a comma after an element    | {"transactions":[{"sender":"a","receiver":"b","amount":1},]}
            NOT_JSON       | a name without quotes       | {index:1}
            NOT_JSON       | a name in single quotes     | {'index':1}
            NOT_JSON       | a string in single quotes   | {"data":'a'}
            NOT_JSON       | a number as a name          | {1:1}
            NOT_JSON       | null as a name              | {null:1}
            NOT_JSON       | a block comment             | {/* a */"index":1}
            NOT_JSON       | a comment before it         | /**/{}
            NOT_JSON       | a line comment              | {"index":1//a
            NOT_JSON       | a hash comment              | {"index":1# a
            NOT_JSON       | an upper-case word          | {"x":NULL}
            NOT_JSON       | a word run on               | {"x":nulls}
            NOT_JSON       | undefined                   | {"x":undefined}
            """)
    void notOneObject(Fault fault, String words, String json) {
        assertRefused(fault, "?", json);
    }

    @ParameterizedTest(name = "2.7 a string that JSON has no such escape for: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an unknown letter    | {"data":"\\a"}
            an upper-case letter | {"data":"\\N"}
            hex                  | {"data":"\\x61"}
            octal                | {"data":"\\101"}
            a single quote       | {"data":"\\'"}
            three hex digits     | {"data":"\\u006"}
            a digit that is none | {"data":"\\u006g"}
            an upper-case U      | {"data":"\\U0061"}
            braces               | {"data":"\\u{61}"}
            in a name            | {"\\index":1}
            in an unknown member | {"x":"\\a"}
            in a nested one      | {"x":[{"y":"\\a"}]}
            """)
    void escapesThatJsonDoesNotHave(String words, String json) {
        assertRefused(Fault.NOT_JSON, "?", json);
    }

    @ParameterizedTest(name = "2.7 trailing text: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a second object           | {}▸{}
            a second object, apart    | {} ▸{}
            an array                  | {}▸[]
            a number                  | {}▸1
            a string                  | {}▸"a"
            null                      | {} ▸null
            a comma                   | {},
            a brace                   | {}}
            a bracket                 | {}]
            a word                    | {}x
            a quote                   | {}"
            a comment                 | {}//
            a byte order mark         | {}\uFEFF
            """)
    void trailingText(String words, String json) {
        assertRefused(Fault.TRAILING_TEXT, "", json);
    }

    @ParameterizedTest(name = "2.7 a duplicate name: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            in the block               | index                  | {"index":1,▸"index":1}
            not next to each other      | data                   | {"data":"a","index":1,▸"data":"b"}
            transactions               | transactions           | {"transactions":[],▸"transactions":[]}
            of another type            | nonce                  | {"nonce":1,▸"nonce":"a"}
            by an escape               | index                  | {"index":1,▸"\\u0069ndex":1}
            by two escapes             | hash                   | {"\\u0068ash":"HASH",▸"h\\u0061sh":"HASH"}
            unknown                    | x                      | {"x":1,▸"x":1}
            unknown and empty          | ``                     | {"":1,▸"":1}
            unknown, not in ASCII      | \\xc3\\xa9             | {"é":1,▸"\\u00e9":1}
            sender                     | transactions[0].sender | {"transactions":[{"sender":"a",▸"sender":"a","receiver":"b","amount":1}]}
            amount, second transaction | transactions[1].amount | {"transactions":[{"sender":"a","receiver":"b","amount":1},{"amount":1,▸"amount":1}]}
            unknown, in a transaction  | transactions[0].x      | {"transactions":[{"x":1,▸"x":1,"sender":"a","receiver":"b","amount":1}]}
            inside an unknown object   | x.y                    | {"x":{"y":1,"z":1,▸"y":1}}
            by an escape inside one    | x.y                    | {"x":{"y":1,▸"\\u0079":1}}
            inside an unknown array    | x.y                    | {"x":[0,{"y":1,▸"y":1}]}
            after a nested object      | x.y                    | {"x":{"y":{"y":1},▸"y":1}}
            """)
    void duplicateNames(String words, String member, String json) {
        assertRefused(Fault.DUPLICATE_MEMBER, member, json.replace("HASH", Samples.HASH_DIGITS));
    }

    @ParameterizedTest(name = "2.7 a lone surrogate: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the first half             | data                     | {"data":▸"\\ud800"}
            the second half            | data                     | {"data":▸"a\\udc00"}
            two first halves           | data                     | {"data":▸"\\ud83d\\ud83d\\ude00"}
            the halves the wrong way   | data                     | {"data":▸"\\ude00\\ud83d"}
            a half before a letter     | data                     | {"data":▸"\\ud83da"}
            a half before a short one  | data                     | {"data":▸"\\ud83d\\n"}
            in a hash                  | hash                     | {"hash":▸"\\ud800"}
            in transactions            | transactions             | {"transactions":▸"\\ud800"}
            in a sender                | transactions[0].sender   | {"transactions":[{"sender":▸"\\uDBFF"}]}
            in a receiver              | transactions[0].receiver | {"transactions":[{"receiver":▸"\\uDFFF"}]}
            in an unknown member       | x                        | {"x":▸"\\ud800"}
            nested in one              | x                        | {"x":[{"y":▸"\\udfff"}]}
            """)
    void loneSurrogates(String words, String member, String json) {
        assertRefused(Fault.LONE_SURROGATE, member, json);
    }

    /// The parser finds these before this project's own check does, so the
    /// fault is the general one.
    @ParameterizedTest(name = "2.7 a lone surrogate in a name: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            of the block               | {"\\ud800":1}
            of a transaction           | {"transactions":[{"\\ud800":1}]}
            in an unknown member       | {"x":[{"\\ud800":1}]}
            """)
    void loneSurrogatesInNames(String words, String json) {
        assertRefused(Fault.NOT_JSON, "?", json);
    }

    @ParameterizedTest(name = "2.7 a missing member of a transaction: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sender               | transactions[0].sender   | {"transactions":[{"receiver":"b","amount":1▸}]}
            receiver             | transactions[0].receiver | {"transactions":[{"sender":"a","amount":1▸}]}
            amount               | transactions[0].amount   | {"transactions":[{"sender":"a","receiver":"b"▸}]}
            all of them          | transactions[0].sender   | {"transactions":[{▸}]}
            in the third         | transactions[2].amount   | {"transactions":[TX,TX,{"sender":"a","receiver":"b"▸},TX]}
            another case of it   | transactions[0].amount   | {"transactions":[{"sender":"a","receiver":"b","Amount":1▸}]}
            """)
    void missingMembers(String words, String member, String json) {
        String transaction = "{\"sender\":\"a\",\"receiver\":\"b\",\"amount\":1}";
        assertRefused(Fault.MISSING_MEMBER, member, json.replace("TX", transaction));
    }

    @Test
    void everyTruncationOfABlockIsRefused() {
        for (int length = 1; length < CANONICAL.length(); length++) {
            assertRefused(Fault.NOT_JSON, "?", CANONICAL.substring(0, length));
        }
    }

    @ParameterizedTest(name = "2.7 a frame full of {0} is only truncated JSON")
    @CsvSource({"'{\"x\":[', '['", "'{\"x\":', '{\"x\":'", "'{\"transactions\":', '['", "'{\"data\":\"', '\\'"})
    void framesFullOfOpenings(String start, String opening) {
        int room = ProtocolLimits.MAX_FRAME_BYTES - "BLOCK:\n".length() - start.length();
        String json = start + opening.repeat(room / opening.length());
        Refusal refusal = Samples.refused(json.getBytes(UTF_8));
        Fault fault = start.contains("transactions") ? Fault.WRONG_TYPE : Fault.NOT_JSON;
        assertEquals(fault, refusal.fault(), refusal.toString());
    }

    @Test
    void theOffsetCountsBytesNotCharacters() {
        assertRefused(Fault.DUPLICATE_MEMBER, "x", "{\"é繋😀\":\"é繋😀\",\"x\":1,▸\"x\":1}");
    }

    @Test
    void aRefusalIsOneLineOfPrintableText() {
        Refusal refusal = Samples.refused("{\"\\u001b[31m\\n\":1,\"\\u001b[31m\\n\":1}".getBytes(UTF_8));
        assertEquals("\\x1b[31m\\x0a: the member stands there twice (byte 18)", refusal.toString());
    }

    /// @param member `?` for whichever
    private static void assertRefused(Fault fault, String member, String marked) {
        int mark = marked.indexOf(MARK);
        Refusal refusal = Samples.refused(marked.replace(MARK, "").getBytes(UTF_8));
        assertEquals(fault, refusal.fault(), marked + " " + refusal);
        if (!member.equals("?")) assertEquals(member, refusal.member(), marked);
        if (mark >= 0) assertEquals(marked.substring(0, mark).getBytes(UTF_8).length, refusal.offset(), marked);
    }
}
