package tsunagi.conformance.explore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// What a node owes its peers. A block is named by its height and branch: b2 follows
/// b1, and c2 follows it too.
class ModelTest {
    private static WireBlock b1;
    private static WireBlock b2;
    private static WireBlock b3;
    private static WireBlock c2;
    private static WireBlock c3;
    private static WireBlock c4;
    private static WireBlock b4;
    private static WireBlock c5;

    private final Model model = new Model();

    @BeforeAll
    static void mine() {
        b1 = on(WireBlock.GENESIS_HASH, 1, "b1");
        b2 = on(b1.hash(), 2, "b2");
        b3 = on(b2.hash(), 3, "b3");
        c2 = on(b1.hash(), 2, "c2");
        c3 = on(c2.hash(), 3, "c3");
        c4 = on(c3.hash(), 4, "c4");
        b4 = on(b3.hash(), 4, "b4");
        c5 = on(c4.hash(), 5, "c5");
    }

    private static WireBlock on(String parent, long index, String data) {
        return Mint.mined(new WireBlock(index, 0, 0, data, parent, parent, List.of(new Payment("ab", "c", 1))));
    }

    @BeforeEach
    void connect() {
        for (String peer : List.of("A", "B", "C")) model.connect(peer, false);
    }

    /// What a node owes for one frame: `B:b1 C:b1?` is b1 to B, and perhaps to C.
    private String sends(String from, WireBlock block) {
        return words(model.receive(from, block.canonicalFrame()));
    }

    private static String words(Map<String, Owed> owed) {
        return owed.entrySet().stream()
                .map(one -> one.getKey() + ":" + words(one.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String words(Owed owed) {
        String gossip = owed.gossip.stream()
                .map(one -> name(one.key()) + (one.must() ? "" : "?"))
                .collect(Collectors.joining(","));
        String answers = owed.answers.stream().map(ModelTest::words).collect(Collectors.joining(";"));
        return gossip + answers + (owed.asking == Owed.Asking.NO ? "" : owed.asking.name());
    }

    /// `1/b1,b2` is b1 and b2, or all after the first. Later chains stand behind a bar.
    private static String words(Answer answer) {
        return answer.chains().stream()
                .map(chain -> answer.known(chain) + "/"
                        + chain.stream().map(ModelTest::name).collect(Collectors.joining(",")))
                .collect(Collectors.joining("|"));
    }

    private static String name(String key) {
        for (WireBlock one : List.of(b1, b2, b3, b4, c2, c3, c4, c5))
            if (one.hash().equals(key)) return one.data();
        return key;
    }

    private String answer(String from, String request) {
        return words(model.receive(from, Octets.utf8(request + "\n")));
    }

    @Test
    void aBlockOnTheTipGoesToAllButItsSender() {
        assertEquals("B:b1 C:b1", sends("A", b1));
        assertEquals("", sends("B", b1));
        assertEquals("A:0/b1", answer("A", "GET_CHAIN"));
    }

    @Test
    void aBranchIsRelayedWhenItIsTheLongestAndFromItsForkOn() {
        for (WireBlock block : List.of(b1, b2)) sends("A", block);
        assertEquals("", sends("B", c2));
        assertEquals("A:c2,c3 C:c2,c3", sends("B", c3));
        // Back again: what has crossed does not cross once more.
        assertEquals("", sends("A", b3));
        assertEquals("A:c4 B:c4", sends("C", c4));
    }

    @Test
    void aBlockThatLeftAgainInTheSameStepMayBeLeftOut() {
        for (WireBlock block : List.of(b1, b2)) sends("A", block);
        model.begin();
        sends("B", c2);
        assertEquals("A:c2,c3 C:c2,c3", sends("B", c3));
        assertFalse(model.mayBeLeftOut(c3.hash()));
        sends("B", b3);
        assertEquals("A:b3,b4 C:b3,b4", sends("B", b4));
        assertTrue(model.mayBeLeftOut(c3.hash()));
        // In the next step, what may not have been sent may come, and never to its sender.
        model.begin();
        assertEquals("A:c2?,c3?,c4,c5 C:c2?,c3?,c4,c5", sends("B", c4) + sends("B", c5));
    }

    @Test
    void branchesThatLeftAgainInTheSameStepMayComeInAnyOrder() {
        sends("A", b1);
        model.begin();
        WireBlock e1 = on(WireBlock.GENESIS_HASH, 1, "e1");
        WireBlock e2 = on(e1.hash(), 2, "e2");
        WireBlock e3 = on(e2.hash(), 3, "e3");
        WireBlock e4 = on(e3.hash(), 4, "e4");
        Owed owed = new Owed();
        for (WireBlock block : List.of(b2, c2, c3, e1, e2, e3, e4)) {
            Owed more = model.receive("B", block.canonicalFrame()).get("A");
            if (more != null) owed.add(more);
        }
        // e1 to e4 get the first names; then b2 is b5, and c2 and c3 are b6 and b7.
        assertEquals("b1..b4 & b5? & b6? b7?", new OwedText(model, new FrameNames()).frames("A", owed));
    }

    /// A node that relays later knows by then that the peer has had the block (4.2).
    @Test
    void whatAnAnswerOfTheSameStepHoldsNeedNotBeGossiped() {
        for (WireBlock block : List.of(b1, b2, c2)) sends("A", block);
        model.begin();
        Owed owed = new Owed();
        for (Octets frame : List.of(c3.canonicalFrame(), Octets.utf8("GET_CHAIN\n"))) {
            Owed more = model.receive("B", frame).get("B");
            if (more != null) owed.add(more);
        }
        // In the order of their names, c2 is b2.
        assertEquals("b1..b3 & b2?", new OwedText(model, new FrameNames()).frames("B", owed));
    }

    @Test
    void anOrphanAsksItsSenderOnceAndFollowsItsParent() {
        assertEquals("A:MUST", sends("A", b2));
        assertEquals("A:MAY", sends("A", b3));
        assertEquals("A:b1 B:b2,b3 C:b1,b2,b3", sends("B", b1));
    }

    @Test
    void whoSendsAnOrphanThatWaitsAlreadyMayBeAskedToo() {
        sends("A", b2);
        assertEquals("B:MAY", sends("B", b2));
    }

    @Test
    void twoOrphansOfOneParentLeaveTheOrderOpen() {
        sends("A", b2);
        assertTrue(model.leavesOpen(c2.canonicalFrame()));
        assertFalse(model.leavesOpen(b3.canonicalFrame()));
        sends("B", c2);
        assertTrue(model.isAmbiguous());
    }

    @Test
    void aTwinIsADuplicate() {
        sends("A", b1);
        WireBlock twin =
                new WireBlock(1, 0, b1.nonce(), "b1", b1.prevHash(), b1.hash(), List.of(new Payment("a", "bc", 1)));
        assertTrue(twin.hashIsRight());
        assertEquals("", sends("B", twin));
        assertEquals("A:0/b1", answer("A", "GET_CHAIN"));
        assertEquals(b1, model.tree().entry(b1.hash()).block());
    }

    @Test
    void aLocatorThatIsKnownAllowsTheRest() {
        for (WireBlock block : List.of(b1, b2, b3)) sends("A", block);
        assertEquals("A:2/b1,b2,b3", answer("A", "GET_CHAIN 2:" + b2.hash() + " 1:" + b1.hash()));
        assertEquals("A:1/b1,b2,b3", answer("A", "GET_CHAIN 2:" + c2.hash() + " 1:" + b1.hash()));
        assertEquals("A:0/b1,b2,b3", answer("A", "GET_CHAIN 1:" + c2.hash()));
    }

    @Test
    void aLocatorThatNamesTheTipLeavesOpenWhichAnswerComesNext() {
        for (WireBlock block : List.of(b1, b2)) sends("A", block);
        assertTrue(model.leavesOpen(Octets.utf8("GET_CHAIN 2:" + b2.hash() + "\n")));
        assertFalse(model.leavesOpen(Octets.utf8("GET_CHAIN 1:" + b1.hash() + "\n")));
        assertFalse(model.leavesOpen(Octets.utf8("GET_CHAIN\n")));
    }

    @Test
    void anAnswerIsAnyChainFromItsRequestOn() {
        for (WireBlock block : List.of(b1, b2)) sends("A", block);
        model.begin();
        Map<String, Owed> owed = model.receive("B", Octets.utf8("GET_CHAIN\n"));
        sends("B", c2);
        sends("B", c3);
        sends("B", c4);
        assertEquals("B:0/b1,b2|0/b1,c2,c3|0/b1,c2,c3,c4", words(owed));
        model.begin();
        sends("B", c5);
        assertEquals("B:0/b1,b2|0/b1,c2,c3|0/b1,c2,c3,c4", words(owed));
    }

    @Test
    void anAnswerOfAnEmptyChainLeavesOpenWhatComesBehindIt() {
        answer("A", "GET_CHAIN");
        assertTrue(model.leavesOpen(b1.canonicalFrame()));
        model.begin();
        assertFalse(model.leavesOpen(b1.canonicalFrame()));
    }

    @Test
    void whoConnectsAgainIsAnotherPeer() {
        sends("A", b1);
        model.disconnect("A");
        model.connect("A", false);
        assertEquals("A:b2 C:b2", sends("B", b2));
    }

    @Test
    void blocksWithoutWorkOrPlaceChangeNothing() {
        WireBlock half = Mint.mined(b1, Mint.Work.HALF);
        assertEquals("", sends("A", half));
        WireBlock misplaced = on(WireBlock.GENESIS_HASH, 2, "b2");
        assertEquals("", sends("A", misplaced));
        assertEquals(List.of(), model.tree().active());
    }

    @Test
    void afterARestartTheChainIsThereAndBranchesMayBeLost() {
        for (WireBlock block : List.of(b1, b2, c2)) sends("A", block);
        model.restarted();
        model.connect("A", false);
        assertEquals("A:0/b1,b2", answer("A", "GET_CHAIN"));
        assertTrue(model.leavesOpen(c3.canonicalFrame()));
    }

    /// A node may let each answer beyond the first 100 wait up to 2 s for its turn (2.2). Answers
    /// of nothing do not show when they are over, so nobody knows when the next one is late.
    @Test
    void moreThanAHundredRequestsOfAnEmptyChainLeaveOpenWhenTheNextAnswerComes() {
        Octets request = Octets.of("GET_CHAIN\n".getBytes(US_ASCII));
        for (int i = 0; i < 100; i++) model.receive("A", request);
        assertFalse(model.isAmbiguous());
        model.receive("A", request);
        assertTrue(model.isAmbiguous());
    }

    @Test
    void moreThanAHundredRequestsThatShowTheirAnswersLeaveNothingOpen() {
        model.receive("B", b1.canonicalFrame());
        model.begin();
        for (int i = 0; i < 150; i++) model.receive("A", Octets.of("GET_CHAIN\n".getBytes(US_ASCII)));
        assertFalse(model.isAmbiguous());
    }
}
