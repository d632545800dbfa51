package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The terminal that the program was started at, if it was. It is given back as it was found,
/// however the program ends.
public final class OperatorTerminal {
    /// A terminal that takes no output, as after Ctrl-S, may take no orders either.
    private static final Duration RESTORED = Duration.ofMillis(300);

    /// How long a stop may take until it gives the terminal back.
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /// What standard input is.
    public enum StandardInput {
        /// Somebody types there.
        TERMINAL,
        /// Somebody types there, at another program: this one was started in the background.
        TERMINAL_OF_ANOTHER,
        /// Anything else.
        FILE_OR_PIPE
    }

    private final StandardInput standardInput;
    /// A logger is collected when nothing holds it, and with it what was set.
    private @Nullable Logger jline;
    private @Nullable Terminal terminal;
    private @Nullable Attributes found;
    private boolean restored;

    private OperatorTerminal(StandardInput standardInput) {
        this.standardInput = standardInput;
    }

    /// Looks, and changes nothing.
    @SuppressWarnings("SystemConsoleNull") // whether it does depends on the platform's console provider
    public static OperatorTerminal find() {
        java.io.Console console = System.console();
        if (console == null || !console.isTerminal()) return new OperatorTerminal(StandardInput.FILE_OR_PIPE);
        return new OperatorTerminal(isInForeground() ? StandardInput.TERMINAL : StandardInput.TERMINAL_OF_ANOTHER);
    }

    /// What standard input is.
    public StandardInput standardInput() {
        return standardInput;
    }

    /// Compares this process's group (field 5) with the terminal's foreground group (field
    /// 8). The system stops a process in the background that reads the terminal or sets its
    /// modes. The name in field 2 may hold blanks and brackets. Without such a file, as on
    /// macOS, the foreground is assumed.
    private static boolean isInForeground() {
        return placeOnTerminal() == Place.FOREGROUND;
    }

    private enum Place {
        FOREGROUND,
        BACKGROUND,
        /// The terminal is gone.
        NOWHERE
    }

    private static Place placeOnTerminal() {
        try {
            String line = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[5].equals("-1")) return Place.NOWHERE;
            return fields[2].equals(fields[5]) ? Place.FOREGROUND : Place.BACKGROUND;
        } catch (IOException | RuntimeException e) {
            return Place.FOREGROUND;
        }
    }

    /// Waits while this program is in the background of its terminal, as after Ctrl-Z and `bg`.
    ///
    /// @return whether the terminal can be read again; false if it is gone, or the program ends
    public boolean awaitForeground() {
        Place place = placeOnTerminal();
        while (place == Place.BACKGROUND && !isRestored()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            place = placeOnTerminal();
        }
        return place == Place.FOREGROUND && !isRestored();
    }

    /// Opens it. Text is UTF-8, as it is on the wire, in any locale.
    ///
    /// @param interrupted called on Ctrl-C while no line is read
    /// @throws IOException if it cannot be used, or the program is ending
    synchronized Terminal open(Runnable interrupted) throws IOException {
        if (restored) throw new IOException("the program ends");
        // A terminal type that this system does not know is no news with a stack trace:
        // JLine goes on without it.
        jline = Logger.getLogger("org.jline");
        jline.setLevel(Level.OFF);
        Terminal opened = TerminalBuilder.builder()
                .system(true)
                .encoding(UTF_8)
                // JLine's own handlers would give Ctrl-C its default action until a line is read.
                .nativeSignals(false)
                // Otherwise JLine asks the terminal how wide it shows emoji, and drops what was
                // typed before the answer.
                .graphemeCluster(false)
                .build();
        terminal = opened;
        found = opened.getAttributes();
        // Between two lines, JLine sets this handler again. Without it, that is the default action,
        // which ends the process at once and leaves the terminal as it is.
        opened.handle(Terminal.Signal.INT, signal -> interrupted.run());
        return opened;
    }

    /// Gives the terminal back as it was found. Waits for it no longer than a moment.
    public void restore() {
        Thread restorer = Thread.ofPlatform().daemon().name("terminal-restorer").unstarted(this::restoreNow);
        try {
            restorer.start();
        } catch (OutOfMemoryError e) {
            // The system gives no more threads.
            restoreNow();
            return;
        }
        try {
            restorer.join(RESTORED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restoreNow() {
        restored = true;
        notifyAll();
        if (terminal == null || found == null) return;
        try {
            // At once, before anything that may block: a shell with no echo is
            // worse than an untidy screen.
            terminal.setAttributes(found);
            terminal.close();
        } catch (IOException | RuntimeException e) {
            // Closed already, and restored by that.
        }
    }

    /// Waits a moment until it is given back. At a stop, JLine's own hook may close it first.
    ///
    /// @return whether it was given back, or is being
    synchronized boolean awaitRestored() {
        long end = System.nanoTime() + ENDING.toNanos();
        try {
            for (long left = ENDING.toNanos(); !restored && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return restored;
    }

    /// Whether it was given back, or is being.
    synchronized boolean isRestored() {
        return restored;
    }
}
