package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Extent;

/// What a session is sent of branches that return (4.3), and that it costs a place in a
/// shared list.
class BacklogTest {
    private final ReturnedBranches branches = new ReturnedBranches(4);
    private final Backlog backlog = new Backlog(1_000);

    private static ReturnedRuns.Returning run(long from, long to) {
        return new ReturnedRuns.Returning(new Extent(from, to), ReturnedRuns.Returning.WHEN_WRITTEN);
    }

    private List<Extent> all() {
        List<Extent> all = new ArrayList<>();
        for (Optional<Extent> next = backlog.first(); next.isPresent(); next = backlog.first()) {
            all.add(next.get());
            backlog.sent(next.get().length());
        }
        return all;
    }

    @Test
    void branchesAreSentInTheirOrderAndWhatIsHalfSentGoesOn() {
        backlog.add(branches.add(List.of(run(300, 400), run(500, 600)), 0));
        backlog.add(branches.add(List.of(run(100, 200)), 0));
        assertEquals(Optional.of(new Extent(300, 400)), backlog.first());
        backlog.sent(30);
        assertEquals(List.of(new Extent(330, 400), new Extent(500, 600), new Extent(100, 200)), all());
    }

    @Test
    void theTipThatGreetedIsNotSentAgainWhereverItLies() {
        backlog.greetWith(new Extent(340, 360));
        backlog.add(branches.add(List.of(run(300, 400), run(340, 360), run(340, 370), run(320, 360)), 0));
        assertEquals(
                List.of(
                        new Extent(340, 360),
                        new Extent(300, 340),
                        new Extent(360, 400),
                        new Extent(360, 370),
                        new Extent(320, 340)),
                all());
    }

    @Test
    void aSessionThatNeedsWhatWasForgottenIsLost() {
        backlog.add(branches.add(List.of(run(0, 1), run(2, 3)), 0));
        assertEquals(Optional.of(new Extent(0, 1)), backlog.first());
        branches.add(List.of(run(4, 5), run(6, 7), run(8, 9)), 0);
        assertEquals(3, branches.size());
        assertFalse(backlog.isLost());
        backlog.sent(1);
        assertEquals(Optional.empty(), backlog.first());
        assertTrue(backlog.isLost());
    }

    @Test
    void aSessionThatReadsNoneOfManyBranchesIsLost() {
        for (int i = 0; i < NetworkLimits.MAX_BACKLOG_BRANCHES; i++) backlog.add(branches.add(List.of(run(0, 1)), 0));
        assertFalse(backlog.isLost());
        backlog.add(branches.add(List.of(run(0, 1)), 0));
        assertTrue(backlog.isLost());
    }
}
