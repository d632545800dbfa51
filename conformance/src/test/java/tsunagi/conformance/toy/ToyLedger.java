package tsunagi.conformance.toy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tsunagi.conformance.toy.ToyBlock.Payment;

/// What no correct node checks: whether the transactions of a block make sense (3.4).
final class ToyLedger {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private ToyLedger() {}

    static boolean accepts(ToyBlock block, List<ToyBlock> chain, Trait trait) {
        List<Payment> payments = block.payments();
        if (trait.is(Mutant.REFUSES_OWN_PAYMENTS)
                && payments.stream().anyMatch(payment -> payment.sender().equals(payment.receiver()))) return false;
        if (trait.is(Mutant.SUMS_AMOUNTS_IN_63_BITS) && sum(payments.stream()).compareTo(MOST) > 0) return false;
        if (trait.is(Mutant.WANTS_FUNDS) && payments.stream().anyMatch(payment -> isUncovered(payment, chain)))
            return false;
        return !trait.is(Mutant.REFUSES_REPEATED_TRANSACTIONS) || areNew(payments, chain);
    }

    private static boolean isUncovered(Payment payment, List<ToyBlock> chain) {
        BigInteger received = sum(all(chain).filter(other -> other.receiver().equals(payment.sender())));
        return received.compareTo(BigInteger.valueOf(payment.amount())) < 0;
    }

    private static boolean areNew(List<Payment> payments, List<ToyBlock> chain) {
        Set<Payment> known = new HashSet<>(all(chain).toList());
        return payments.stream().allMatch(known::add);
    }

    private static Stream<Payment> all(List<ToyBlock> chain) {
        return chain.stream().flatMap(block -> block.payments().stream());
    }

    private static BigInteger sum(Stream<Payment> payments) {
        return payments.map(payment -> BigInteger.valueOf(payment.amount())).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
