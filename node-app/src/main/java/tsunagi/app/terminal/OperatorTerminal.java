package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.AbstractPosixTerminal;
import org.jspecify.annotations.Nullable;

/// The terminal that the program was started at, if it was. It is given back as it was found,
/// however the program ends.
public final class OperatorTerminal {
    /// A terminal that takes no output, as after Ctrl-S, may take no orders either.
    private static final Duration RESTORED = Duration.ofMillis(300);

    /// JLine's name of the provider that starts `stty`.
    private static final String JLINE_BY_STTY = "exec";

    private static final Pattern SCREEN = Pattern.compile("/dev/(pts/.*|tty[0-9]*|console)");

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
                .provider(isSerialLine(nameOfTerminal()) ? JLINE_BY_STTY : null)
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

    /// Whether this is the name of a serial line, as a machine without a screen has for its
    /// console. JLine's own way to set modes (4.0.0) sets the speed to zero. On a serial line that
    /// hangs up, and nobody can use the line until its `getty` starts again. `stty` keeps the
    /// speed, but is several processes for each line that is typed. A window has no speed.
    static boolean isSerialLine(String terminal) {
        return !terminal.isEmpty() && !SCREEN.matcher(terminal).matches();
    }

    /// Empty where the system does not say it.
    private static String nameOfTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
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
        if (terminal == null || found == null) return;
        try {
            // At once, before anything that may block: a shell with no echo is
            // worse than an untidy screen.
            setModes(terminal, found);
            terminal.close();
        } catch (IOException | RuntimeException e) {
            // Closed already, by JLine's own hook.
        }
        try {
            // Again: the thread that reads may have been about to set its own.
            setModes(terminal, found);
        } catch (IOException | RuntimeException e) {
            // The terminal is gone.
        }
    }

    /// Sets them on a terminal that is closed, too.
    private static void setModes(Terminal terminal, Attributes modes) throws IOException {
        if (terminal instanceof AbstractPosixTerminal posix) posix.getPty().setAttr(modes);
        else terminal.setAttributes(modes);
    }

    /// Whether it was given back, or is being. At a stop, JLine's own hook may close it before
    /// [#restore] is called.
    synchronized boolean isRestored() {
        return restored || (terminal != null && isClosed(terminal));
    }

    private static boolean isClosed(Terminal terminal) {
        try {
            terminal.getAttributes();
            return false;
        } catch (IllegalStateException e) {
            return true;
        } catch (IOError e) {
            // Gone, but not closed.
            return false;
        }
    }
}
