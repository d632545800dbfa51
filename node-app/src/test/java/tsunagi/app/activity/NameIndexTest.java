package tsunagi.app.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// The index of names, against sums and lists that are made by reading every block.
class NameIndexTest {
    private static final int PLENTY = 1_000_000;

    private static Block on(List<Block> chain, List<Transaction> transactions) {
        Hash prevHash = chain.isEmpty() ? Hash.ZERO : chain.getLast().hash();
        Block block = new Block(chain.size(), 0, 0, "", prevHash, Hash.ZERO, transactions);
        return block.withProof(0, block.computeHash());
    }

    private static boolean isOf(Transaction one, String name) {
        return one.sender().equals(name) || one.receiver().equals(name);
    }

    private static void check(NameIndex index, List<Block> chain, String name) {
        BigInteger sent = BigInteger.ZERO;
        BigInteger received = BigInteger.ZERO;
        List<NameIndex.Place> places = new ArrayList<>();
        for (Block block : chain) {
            int nth = 0;
            for (Transaction one : block.transactions()) {
                BigInteger amount = BigInteger.valueOf(one.amount());
                if (one.sender().equals(name)) sent = sent.add(amount);
                if (one.receiver().equals(name)) received = received.add(amount);
                if (isOf(one, name)) places.addFirst(new NameIndex.Place(places.size(), block.index(), nth++));
            }
        }
        NameIndex.View view = index.view(name, Long.MAX_VALUE, PLENTY);
        assertTrue(view.known());
        assertEquals(sent, view.sent(), name);
        assertEquals(received, view.received(), name);
        assertEquals(places.size(), view.count(), name);
        assertEquals(places.subList(0, view.places().size()), view.places(), name);
        assertEquals(view.oldestListed(), places.size() - view.places().size());
        assertEquals(chain.getLast().hash(), view.tip());
    }

    @Test
    void afterAnyBlocksThatJoinAndDepartItSaysWhatReadingAllWouldSay() {
        Random random = new Random(7);
        String[] names = {"", "a", "b", "雪", ".", "\0", "a/b?%", "😀"};
        long[] amounts = {0, 1, 5, Long.MAX_VALUE, Long.MAX_VALUE - 1};
        NameIndex index = new NameIndex(names.length, PLENTY);
        List<Block> chain = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            if (chain.size() > 1 && random.nextInt(3) == 0) {
                index.remove(chain.removeLast());
            } else {
                List<Transaction> transactions = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    transactions.add(new Transaction(
                            names[random.nextInt(names.length)],
                            names[random.nextInt(names.length)],
                            amounts[random.nextInt(amounts.length)]));
                }
                chain.add(on(chain, transactions));
                index.add(chain.getLast());
            }
            if (step % 50 == 0) for (String name : names) check(index, chain, name);
        }
        for (String name : names) check(index, chain, name);
        assertTrue(index.view("a", Long.MAX_VALUE, 1).received().bitLength() > Long.SIZE);
    }

    @Test
    void pagesBeginWhereTheyAreToldTo() {
        NameIndex index = new NameIndex(PLENTY, PLENTY);
        List<Block> chain = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            chain.add(on(chain, List.of(new Transaction("a", "b", i))));
            index.add(chain.getLast());
        }
        List<Long> numbers = index.view("a", 6, 3).places().stream()
                .map(NameIndex.Place::number)
                .toList();
        assertEquals(List.of(6L, 5L, 4L), numbers);
        assertEquals(1, index.view("a", 0, 3).places().size());
    }

    @Test
    void aNameWithoutRoomIsNotKnownAndThoseThatHaveRoomStayExact() {
        NameIndex index = new NameIndex(2, PLENTY);
        List<Block> chain = new ArrayList<>();
        for (String[] pair : new String[][] {{"a", "b"}, {"a", "c"}, {"c", "b"}, {"d", "e"}}) {
            chain.add(on(chain, List.of(new Transaction(pair[0], pair[1], 1))));
            index.add(chain.getLast());
        }
        check(index, chain, "a");
        check(index, chain, "b");
        for (String name : List.of("c", "d", "e", "never"))
            assertFalse(index.view(name, 9, 9).known(), name);
        // Room that comes free does not make a name known of which some blocks were not counted.
        while (chain.size() > 1) index.remove(chain.removeLast());
        chain.add(on(chain, List.of(new Transaction("c", "c", 1))));
        index.add(chain.getLast());
        assertFalse(index.view("c", 9, 9).known());
        check(index, chain, "a");
    }

    @Test
    void transactionsWithoutRoomAreCountedAndTheNewestListed() {
        NameIndex index = new NameIndex(PLENTY, 100);
        List<Block> chain = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            chain.add(on(chain, List.of(new Transaction("a", "b", 1), new Transaction("a", "c", 1))));
            index.add(chain.getLast());
            check(index, chain, "a");
            check(index, chain, "c");
        }
        NameIndex.View view = index.view("a", Long.MAX_VALUE, PLENTY);
        assertEquals(2_000, view.count());
        assertTrue(
                view.places().size() >= 20 && view.places().size() <= 100,
                () -> view.places().size() + " are listed");
        while (chain.size() > 1) index.remove(chain.removeLast());
        check(index, chain, "a");
        for (int i = 0; i < 300; i++) {
            chain.add(on(chain, List.of(new Transaction("b", "a", 2))));
            index.add(chain.getLast());
        }
        check(index, chain, "a");
        check(index, chain, "b");
    }
}
