package tsunagi.conformance.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tsunagi.conformance.target.Forks;

/// Makes the temporary directories of scenarios. Removes them also if the kit is interrupted.
final class Scratch {
    /// Guarded by itself.
    private static final Set<Path> MADE = new HashSet<>();

    /// Threads that still play may write into a directory while it is being removed.
    private static final int ATTEMPTS = 20;

    private static boolean ending;

    static {
        Forks.atEnd(Scratch::removeAll);
    }

    private Scratch() {}

    static Path make() throws IOException {
        synchronized (MADE) {
            if (ending) throw new IOException("the kit is ending");
            Path made = Files.createTempDirectory("conformance");
            MADE.add(made);
            return made;
        }
    }

    static void remove(Path directory) throws IOException {
        Remover.remove(directory);
        synchronized (MADE) {
            MADE.remove(directory);
        }
    }

    private static void removeAll() {
        Set<Path> left;
        synchronized (MADE) {
            ending = true;
            left = Set.copyOf(MADE);
        }
        for (Path directory : left) {
            for (int i = 0; i < ATTEMPTS && Files.exists(directory); i++) {
                try {
                    Remover.remove(directory);
                } catch (IOException e) {
                    // A file came or went meanwhile: the next attempt finds what is left.
                }
            }
        }
    }
}
