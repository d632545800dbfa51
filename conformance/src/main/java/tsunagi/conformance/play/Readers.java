package tsunagi.conformance.play;

/// Threads that read what nodes send. They are platform threads: nothing interrupts a
/// virtual thread, and one that reads a flood never has to wait, so a few of those would
/// keep all others from running.
final class Readers {
    static void start(String name, Runnable reads) {
        Thread.ofPlatform().daemon().name(name).start(reads);
    }

    private Readers() {}
}
