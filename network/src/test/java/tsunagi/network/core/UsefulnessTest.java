package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult;

/// What a peer sends is of use while blocks of it join the chain.
class UsefulnessTest {
    private static final AddResult JOINED = new AddResult.Added(List.of());

    private final Usefulness usefulness = new Usefulness();

    private boolean isOfUseAfter(AddResult... results) {
        for (AddResult result : results) usefulness.placed(List.of(new NodeCore.Placed(1, 1, result)));
        return usefulness.isOfUse();
    }

    @Test
    void nothingIsOfUseUntilABlockJoins() {
        assertFalse(usefulness.isOfUse());
        assertTrue(isOfUseAfter(JOINED));
    }

    @Test
    void blocksThatDoNotJoinEndIt() {
        AddResult wrong = new AddResult.Rejected(AddResult.Rejection.WRONG_INDEX);
        for (AddResult result : List.of(new AddResult.SideBranch(), new AddResult.Orphan(), wrong)) {
            assertFalse(isOfUseAfter(JOINED, result), result::toString);
        }
    }

    @Test
    void faultsAndQuestionsEndIt() {
        isOfUseAfter(JOINED);
        usefulness.wasted();
        assertFalse(usefulness.isOfUse());
    }

    /// Two neighbours tell the same news, and one of them is always late.
    @Test
    void whoIsLateWithNewsStaysWhatItWas() {
        assertFalse(isOfUseAfter(new AddResult.Duplicate()));
        assertTrue(isOfUseAfter(JOINED, new AddResult.Duplicate()));
    }

    @Test
    void whoSaysNothingButWhatIsKnownIsOfNoUseInTheEnd() {
        isOfUseAfter(JOINED);
        for (int i = 1; i < NetworkLimits.MAX_DUPLICATES_OF_USE; i++) {
            assertTrue(isOfUseAfter(new AddResult.Duplicate()));
        }
        assertFalse(isOfUseAfter(new AddResult.Duplicate()));
        assertTrue(isOfUseAfter(JOINED, new AddResult.Duplicate()));
    }

    /// Two blocks can turn the chain round over thousands: the work is in the two alone.
    @Test
    void turningBackToABranchThatWasLeftIsOfNoUse() {
        assertFalse(isOfUseAfter(new AddResult.Reorganised(0, 8_000, 2, List.of())));
        assertTrue(isOfUseAfter(new AddResult.Reorganised(0, 8_000, 8_001, List.of())), "a branch that is new");
        assertTrue(isOfUseAfter(new AddResult.Reorganised(7, 1, 2, List.of())), "an everyday fork");
    }

    @Test
    void theLastOfSeveralCounts() {
        usefulness.placed(
                List.of(new NodeCore.Placed(1, 1, new AddResult.Orphan()), new NodeCore.Placed(2, 1, JOINED)));
        assertTrue(usefulness.isOfUse());
    }

    @Test
    void knownBlocksThatComeInARowCountEachForOne() {
        isOfUseAfter(JOINED);
        int most = NetworkLimits.MAX_DUPLICATES_OF_USE;
        usefulness.placed(List.of(new NodeCore.Placed(most, most - 1, new AddResult.Duplicate())));
        assertTrue(usefulness.isOfUse());
        usefulness.placed(List.of(new NodeCore.Placed(most, 1, new AddResult.Duplicate())));
        assertFalse(usefulness.isOfUse());
    }
}
