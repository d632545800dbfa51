package tsunagi.app.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({
        "1,block,1 block",
        "0,block,0 blocks",
        "2,block,2 blocks",
        "1,entry,1 entry",
        "3,entry,3 entries",
        "2,day,2 days"
    })
    void aNounFollowsItsCount(long count, String one, String words) {
        assertEquals(words, Counted.of(count, one));
    }
}
