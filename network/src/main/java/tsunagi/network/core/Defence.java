package tsunagi.network.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tsunagi.protocol.Hash;

/// Who may connect, and who has gone too far.
///
/// Addresses are judged, not connections, because a closed peer can connect again. Exempt addresses
/// are never banned and have no share: those that the user asked to dial, and loopback, which
/// everybody on this machine and behind a tunnel to it has in common. There each connection is
/// judged by itself, and closed at the worst.
///
/// Not thread-safe. Times are nanoseconds of one monotonic clock.
public final class Defence {
    private final int places;
    private final Predicate<String> exempt;
    private final Bans bans = new Bans(NetworkLimits.MAX_BANS);
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private int inbound;
    private long untold;

    /// Nobody has done anything yet.
    ///
    /// @param places inbound connections at once
    /// @param exempt addresses that are never banned
    public Defence(int places, Predicate<String> exempt) {
        this.places = places;
        this.exempt = exempt;
    }

    /// How many inbound connections one address may have: a quarter, so that
    /// three others still find room.
    public static int shareOf(int places) {
        return Math.max(1, places / NetworkLimits.INBOUND_SHARE_DIVISOR);
    }

    /// Somebody connects.
    public Admission admit(String address, long now) {
        // An address that is dialled after it was banned is not banned any more, in
        // either direction.
        Optional<Ban> ban = exempt.test(address) ? Optional.empty() : bans.on(address, now);
        if (ban.isPresent()) return new Admission.Banned(ban.get());
        if (inbound >= places) return new Admission.Full(places);
        Standing standing = standing(address, now);
        if (!standing.isExempt() && standing.connections() >= shareOf(places)) {
            return new Admission.ShareTaken(shareOf(places));
        }
        inbound++;
        standing.connected();
        return new Admission.Admitted(standing);
    }

    private Standing standing(String address, long now) {
        if (exempt.test(address)) return new Standing(address, true, now);
        Standing standing = standings.remove(address);
        if (standing == null) {
            makeRoom(now);
            standing = new Standing(address, false, now);
        }
        standings.put(address, standing);
        return standing;
    }

    /// Forgets the clean, and then the address that has been away longest. Connected ones are kept.
    private void makeRoom(long now) {
        if (standings.size() < NetworkLimits.MAX_STANDINGS) return;
        standings.values().removeIf(standing -> standing.isClean(now));
        if (standings.size() < NetworkLimits.MAX_STANDINGS) return;
        standings.values().stream()
                .filter(standing -> standing.connections() == 0)
                .findFirst()
                .ifPresent(oldest -> standings.remove(oldest.address()));
    }

    /// This node has dialled, which is never refused.
    public Standing dialled(String address, long now) {
        return new Standing(address, true, now);
    }

    /// An admitted connection has ended.
    public void left(Standing standing) {
        inbound--;
        standing.disconnected();
    }

    /// A peer has done what it should not have.
    ///
    /// @param frame asked for the hash of the offending frame only if it leads to a ban
    public Sentence offended(Standing by, Offence offence, Supplier<Optional<Hash>> frame, long now) {
        if (!by.add(offence.points(), now)) return new Sentence.Tolerated();
        if (by.isExempt()) return new Sentence.Closed();
        Ban ban = new Ban(by.address(), offence, frame.get(), now + NetworkLimits.BAN_LENGTH.toNanos());
        bans.add(ban);
        by.forgive();
        return new Sentence.Excluded(ban);
    }

    /// The points that an address has at the moment;
    /// [NetworkLimits#TOLERATED_POINTS] are tolerated.
    public int points(Standing of, long now) {
        return of.points(now);
    }

    /// Whether a ban is in force on this address. One may have fallen since they were admitted.
    public boolean isBanned(Standing who, long now) {
        return !who.isExempt() && bans.on(who.address(), now).isPresent();
    }

    /// Whether one more log line may be written because of this peer.
    public boolean mayTell(Standing of, long now) {
        boolean may = of.takeLine(now);
        if (!may) untold++;
        return may;
    }

    /// How many log lines were refused since this was last asked.
    public long takeUntold() {
        long count = untold;
        untold = 0;
        return count;
    }

    /// The bans in force, oldest first.
    public List<Ban> bans(long now) {
        return bans.all(now);
    }

    /// Ends a ban before its time.
    ///
    /// @return whether there was one
    public boolean lift(String address) {
        return bans.lift(address);
    }

    /// How many addresses it remembers.
    int remembered() {
        return standings.size();
    }
}
