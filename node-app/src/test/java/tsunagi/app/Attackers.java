package tsunagi.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The process that attacks: `Attackers PORT BITS-PER-SECOND ATTACK ...` fires from the moment at
/// which it says so until its standard input ends, and then says what each attack has sent.
final class Attackers {
    static final String FIRING = "firing";

    private static final Duration END = Duration.ofSeconds(5);

    private Attackers() {}

    /// What one attack did.
    record Fired(long sentBytes, long connections, long thrownOut) {
        Fired plus(Fired more) {
            return new Fired(sentBytes + more.sentBytes, connections + more.connections, thrownOut + more.thrownOut);
        }

        /// As it is said on standard output, after the attack's name.
        static Fired of(String[] words) {
            return new Fired(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
        }
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        long bitsPerSecond = Long.parseLong(arguments[1]);
        List<String> names = List.of(arguments).subList(2, arguments.length);
        Gun.Battle battle = new Gun.Battle(
                new Link(bitsPerSecond),
                new Link(bitsPerSecond),
                new CountDownLatch(names.size()),
                new CountDownLatch(1),
                new CountDownLatch(1));
        Map<Attack, Gun> guns = new EnumMap<>(Attack.class);
        List<Thread> threads = new ArrayList<>();
        for (String name : names) {
            Gun gun = new Gun(port, battle);
            guns.put(Attack.valueOf(name), gun);
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name(name)
                    .start(() -> fire(Attack.valueOf(name), gun, battle.over())));
        }
        battle.loading().await();
        System.out.println(FIRING);
        battle.begun().countDown();
        while (System.in.read() >= 0) Thread.onSpinWait();
        battle.over().countDown();
        awaitEnd(threads);
        guns.forEach((attack, gun) ->
                System.out.printf("%s %d %d %d%n", attack, gun.sentBytes(), gun.connections(), gun.thrownOut()));
        System.exit(0);
    }

    /// They share one deadline; who fires on after it is ended with the process.
    private static void awaitEnd(List<Thread> threads) throws InterruptedException {
        Instant deadline = Instant.now().plus(END);
        for (Thread thread : threads) thread.join(Duration.between(Instant.now(), deadline));
    }

    /// The attack itself asks whether it may fire, once it is loaded.
    private static void fire(Attack attack, Gun gun, CountDownLatch over) {
        while (over.getCount() > 0) {
            try {
                attack.fire(gun);
            } catch (IOException e) {
                // Refused or thrown out, which is what a node may do to it.
                gun.pause(50);
            }
        }
    }
}
