package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Puzzle;

class KernelChoiceTest {
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
        assertEquals(Optional.of(better), choice.candidate());
    }

    @Test
    void aKernelTakesOverAsSoonAsItIsFasterAndTheNextIsTried() {
        choice.measured(plain, 10);
        choice.tried(better, 2, 1);
        assertEquals(plain, choice.inUse());
        choice.tried(better, 25, 1);
        assertEquals(better, choice.inUse());
        assertEquals(Optional.of(best), choice.candidate());
        choice.tried(best, 60, 1);
        assertEquals(best, choice.inUse());
        assertEquals(Optional.empty(), choice.candidate());
    }

    @Test
    void aKernelThatIsHardlyFasterDoesNotTakeOver() {
        choice.measured(plain, 10);
        choice.tried(better, 11, 1);
        assertEquals(plain, choice.inUse());
        assertEquals(Optional.of(better), choice.candidate());
    }

    @Test
    void aKernelThatStaysSlowerIsLeftAloneAfterItsTime() {
        choice.measured(plain, 10);
        choice.tried(better, 9, ChainLimits.KERNEL_TRIAL_NANOS);
        assertEquals(Optional.of(better), choice.candidate());
        choice.tried(better, 9, 1);
        assertEquals(plain, choice.inUse());
        assertEquals(Optional.of(best), choice.candidate());
    }

    @Test
    void nothingTakesOverBeforeTheOneInUseWasMeasured() {
        choice.tried(better, 25, 1);
        assertEquals(plain, choice.inUse());
    }

    @Test
    void oneThatIsNoLongerInUseIsNotMeasured() {
        choice.measured(plain, 10);
        choice.tried(better, 25, 1);
        choice.measured(plain, 1000);
        choice.tried(best, 60, 1);
        assertEquals(best, choice.inUse());
    }
}
