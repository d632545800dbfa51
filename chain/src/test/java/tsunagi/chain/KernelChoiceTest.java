package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Puzzle;

class KernelChoiceTest {
    private static final long PAUSE = ChainLimits.FIRST_KERNEL_PAUSE_NANOS;
    private static final long TOO_LONG = ChainLimits.KERNEL_TRIAL_NANOS + 1;

    private final Kernel plain = new Named("plain");
    private final Kernel better = new Named("better");
    private final Kernel best = new Named("best");
    private final KernelChoice choice = new KernelChoice(List.of(plain, better, best));

    private record Named(String name) implements Kernel {
        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public NonceSearch begin(Puzzle puzzle) {
            return (first, count) -> Optional.empty();
        }
    }

    @Test
    void itBeginsWithTheFirstAndTriesTheSecond() {
        assertEquals(plain, choice.inUse());
        assertEquals(Optional.of(better), choice.candidate(0));
    }

    @Test
    void aKernelTakesOverAsSoonAsItIsFasterAndTheNextIsTried() {
        choice.measured(plain, 10);
        choice.tried(better, 2, 1, 0);
        assertEquals(plain, choice.inUse());
        choice.tried(better, 25, 1, 0);
        assertEquals(better, choice.inUse());
        assertEquals(Optional.of(best), choice.candidate(0));
        choice.tried(best, 60, 1, 0);
        assertEquals(best, choice.inUse());
        assertEquals(Optional.empty(), choice.candidate(0));
    }

    @Test
    void aKernelThatIsHardlyFasterDoesNotTakeOver() {
        choice.measured(plain, 10);
        choice.tried(better, 11, 1, 0);
        assertEquals(plain, choice.inUse());
        assertEquals(Optional.of(better), choice.candidate(0));
    }

    @Test
    void aKernelThatStaysSlowerIsLeftAloneAfterItsTime() {
        choice.measured(plain, 10);
        choice.tried(better, 9, ChainLimits.KERNEL_TRIAL_NANOS, 0);
        assertEquals(Optional.of(better), choice.candidate(0));
        choice.tried(better, 9, 1, 0);
        assertEquals(plain, choice.inUse());
        assertEquals(Optional.of(best), choice.candidate(0));
    }

    /// It may be that the compiler had not come to it yet.
    @Test
    void whatWasNotFasterIsTriedAgainAfterAPause() {
        choice.measured(plain, 10);
        choice.tried(better, 9, TOO_LONG, 0);
        choice.tried(best, 1, TOO_LONG, 0);
        assertEquals(Optional.empty(), choice.candidate(PAUSE - 1));
        assertEquals(Optional.of(better), choice.candidate(PAUSE));
        choice.tried(better, 9, TOO_LONG, PAUSE);
        assertEquals(Optional.of(best), choice.candidate(PAUSE));
        choice.tried(best, 60, 1, PAUSE);
        assertEquals(best, choice.inUse());
    }

    @Test
    void eachPauseIsTwiceAsLongAsTheLast() {
        KernelChoice two = new KernelChoice(List.of(plain, better));
        two.measured(plain, 10);
        two.tried(better, 9, TOO_LONG, 0);
        assertEquals(Optional.of(better), two.candidate(PAUSE));
        two.tried(better, 9, TOO_LONG, PAUSE);
        assertEquals(Optional.empty(), two.candidate(3 * PAUSE - 1));
        assertEquals(Optional.of(better), two.candidate(3 * PAUSE));
    }

    @Test
    void whatTookOverIsNotTriedAgain() {
        KernelChoice two = new KernelChoice(List.of(plain, better));
        two.measured(plain, 10);
        two.tried(better, 25, 1, 0);
        assertEquals(Optional.empty(), two.candidate(PAUSE));
    }

    @Test
    void nothingTakesOverBeforeTheOneInUseWasMeasured() {
        choice.tried(better, 25, 1, 0);
        assertEquals(plain, choice.inUse());
    }

    @Test
    void oneThatIsNoLongerInUseIsNotMeasured() {
        choice.measured(plain, 10);
        choice.tried(better, 25, 1, 0);
        choice.measured(plain, 1000);
        choice.tried(best, 60, 1, 0);
        assertEquals(best, choice.inUse());
    }
}
