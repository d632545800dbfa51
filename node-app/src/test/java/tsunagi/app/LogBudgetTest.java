package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogBudgetTest {
    @Test
    void soManyLinesInEachPeriodAndTheRestAreCounted() {
        LogBudget budget = new LogBudget(3, 100, 0);
        assertEquals(3, IntStream.range(0, 10).filter(i -> budget.allows(i)).count());
        assertFalse(budget.allows(99));
        assertTrue(budget.allows(100));
        assertEquals(8, budget.takeWithheld());
        assertEquals(0, budget.takeWithheld());
    }

    @Test
    void aLineThatTellsOfManyThingsIsWithheldAsMany() {
        LogBudget budget = new LogBudget(1, 100, 0);
        assertTrue(budget.allows(0, 950));
        assertFalse(budget.allows(1, 950));
        assertFalse(budget.allows(2));
        assertEquals(951, budget.takeWithheld());
    }
}
