package tsunagi.app.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// Knows for each name what it sent and received on a chain, and at which heights. Holds
/// no texts: names are kept as the first 128 bits of their SHA-256, and transactions as
/// the height of their block.
///
/// Its memory is bounded. If there are more names than it has room for, it stays exact for
/// those that came first, and says of every other that it does not know it. If there are
/// more transactions than it has room for, it goes on counting them all, and lists only
/// those of the higher blocks.
public final class NameIndex {
    /// Of heap for a name: a key, an entry, an account and a short array.
    private static final long BYTES_PER_NAME = 160;

    /// Of heap for a transaction of a name, the growth of arrays included.
    private static final long BYTES_PER_TRANSACTION = 8;

    /// Of the whole heap, a part: one in eight.
    private static final long HEAP_PART = 8;

    private static final long MAX_BYTES = 64L << 20;

    private record Key(long high, long low) {
        static Key of(String name) {
            Hash digest = Hash.sha256(name.getBytes(UTF_8));
            return new Key(digest.word0(), digest.word1());
        }
    }

    /// Where a transaction is.
    ///
    /// @param number 0 for the oldest of the name
    /// @param height of its block
    /// @param nth    among those of the name in this block, 0 for the first
    public record Place(long number, long height, int nth) {}

    /// What is known about a name, as of one block.
    ///
    /// @param height       of the highest block that is in it; −1 if there is none yet
    /// @param tip          the hash of that block
    /// @param known        false if there was no room for this name
    /// @param oldestListed number of the oldest transaction that is listed
    /// @param places       newest first
    public record View(
            long height,
            Hash tip,
            boolean known,
            long count,
            BigInteger sent,
            BigInteger received,
            long oldestListed,
            List<Place> places) {}

    private final int maxNames;
    private final long maxListed;
    private final Map<Key, NameAccount> accounts = new HashMap<>();
    private long height = -1;
    private Hash tip = Hash.ZERO;
    private long listed;
    private long floor;
    private boolean full;

    /// An index with so much room.
    ///
    /// @param maxNames  different names
    /// @param maxListed transactions, each counted for both of its names
    NameIndex(int maxNames, long maxListed) {
        this.maxNames = maxNames;
        this.maxListed = maxListed;
    }

    /// One that takes at most an eighth of the heap and at most 64 MiB, half for names
    /// and half for transactions.
    public static NameIndex forThisHeap() {
        long half = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART) / 2;
        return new NameIndex((int) (half / BYTES_PER_NAME), half / BYTES_PER_TRANSACTION);
    }

    synchronized long height() {
        return height;
    }

    synchronized Hash tip() {
        return tip;
    }

    /// Forgets everything.
    synchronized void clear() {
        accounts.clear();
        height = -1;
        tip = Hash.ZERO;
        listed = 0;
        floor = 0;
        full = false;
    }

    /// Adds the next block. It has to be a child of the highest, or genesis.
    synchronized void add(Block block) {
        for (Transaction transaction : block.transactions()) {
            NameAccount sender = opened(transaction.sender());
            if (sender != null) {
                sender.send(transaction.amount());
                list(sender, block.index());
            }
            boolean alone = transaction.sender().equals(transaction.receiver());
            NameAccount receiver = alone ? sender : opened(transaction.receiver());
            if (receiver != null) {
                receiver.receive(transaction.amount());
                if (!alone) list(receiver, block.index());
            }
        }
        height = block.index();
        tip = block.hash();
        while (listed > maxListed) raiseFloor();
        notifyAll();
    }

    private void list(NameAccount account, long at) {
        account.append(at);
        listed++;
    }

    private @Nullable NameAccount opened(String name) {
        Key key = Key.of(name);
        NameAccount known = accounts.get(key);
        if (known != null) return known;
        // Once a name was not counted, no name that is unknown may be taken for new.
        if (full || accounts.size() >= maxNames) {
            full = true;
            return null;
        }
        NameAccount fresh = new NameAccount();
        accounts.put(key, fresh);
        return fresh;
    }

    /// Lists nothing of the lower half of the heights that are listed.
    private void raiseFloor() {
        floor += Math.max(1, (height + 1 - floor) / 2);
        for (NameAccount account : accounts.values()) listed -= account.forgetBelow(floor);
    }

    /// Takes the highest block off again, which is not genesis.
    synchronized void remove(Block block) {
        if (!block.hash().equals(tip)) throw new IllegalArgumentException("not the highest block: " + block.hash());
        for (Transaction transaction : block.transactions()) {
            boolean alone = transaction.sender().equals(transaction.receiver());
            take(transaction.sender(), transaction.amount(), true, alone);
            if (!alone) take(transaction.receiver(), transaction.amount(), false, false);
        }
        height = block.index() - 1;
        tip = block.prevHash();
    }

    private void take(String name, long amount, boolean sent, boolean alone) {
        Key key = Key.of(name);
        NameAccount account = accounts.get(key);
        if (account == null) return;
        if (sent) account.unsend(amount);
        if (!sent || alone) account.unreceive(amount);
        if (account.removeLast()) listed--;
        if (account.count() == 0) accounts.remove(key);
    }

    /// What is known about a name.
    ///
    /// @param from number of the newest transaction that is wanted
    /// @param most how many places at the most
    public synchronized View view(String name, long from, int most) {
        NameAccount account = accounts.get(Key.of(name));
        if (account == null) {
            return new View(height, tip, !full, 0, BigInteger.ZERO, BigInteger.ZERO, 0, List.of());
        }
        long oldest = account.count() - account.listed();
        long newest = Math.min(from, account.count() - 1);
        List<Place> places = new ArrayList<>();
        for (long number = newest; number >= oldest && places.size() < most; number--) {
            places.add(place(account, number, (int) (number - oldest)));
        }
        return new View(
                height, tip, true, account.count(), account.sent(), account.received(), oldest, List.copyOf(places));
    }

    private static Place place(NameAccount account, long number, int at) {
        long height = account.height(at);
        int nth = 0;
        while (nth < at && account.height(at - nth - 1) == height) nth++;
        return new Place(number, height, nth);
    }

    /// Waits until this height is in it, or the time is over.
    public synchronized void awaitHeight(long wanted, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; height < wanted && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
