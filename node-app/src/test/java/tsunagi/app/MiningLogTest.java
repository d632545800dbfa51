package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MiningLogTest {
    private final MiningLog log = new MiningLog();

    private List<Integer> secondsWithALine(int until) {
        List<Integer> told = new ArrayList<>();
        for (int second = 0; second <= until; second++) {
            if (log.progress(Duration.ofSeconds(second), 1e6).isPresent()) told.add(second);
        }
        return told;
    }

    @Test
    void aLongSearchIsToldEverMoreSeldomAndThenEveryMinute() {
        assertEquals(List.of(5, 10, 20, 40, 80, 140, 200, 260), secondsWithALine(300));
    }

    @Test
    void theNextSearchIsToldAnew() {
        assertEquals(List.of(5, 10, 20), secondsWithALine(30));
        assertEquals(List.of(5, 10), secondsWithALine(12));
    }

    @Test
    void ofAShortSearchAndOfNoneNothingIsSaid() {
        assertEquals(Optional.empty(), log.progress(Duration.ofMillis(4_999), 1e6));
        assertEquals(Optional.empty(), log.progress(Duration.ZERO, 1e6));
    }

    @Test
    void aLineSaysHowLongAndHowFast() {
        assertEquals(Optional.of("mining for 7 s, at 57.9 MH/s"), log.progress(Duration.ofMillis(7_300), 57_912_345));
        assertEquals("1.2 GH/s", MiningLog.rate(1_234_567_890));
        assertEquals("812.0 kH/s", MiningLog.rate(812_000));
    }
}
