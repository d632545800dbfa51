package tsunagi.app.terminal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;

/// A line reader that also writes below its line. The two take turns. If one interrupts the other
/// in the middle of an escape sequence, the terminal shows neither.
final class Prompt extends LineReaderImpl {
    private static final String TAB = "tab";

    /// For a terminal that does not tell.
    private static final int DEFAULT_COLUMNS = 80;

    /// Lines of a paste that are still to be taken, each as if it had been typed.
    private final Deque<String> pasted = new ArrayDeque<>();

    /// What follows the last line end of a paste, to go on typing at.
    private String begun = "";

    Prompt(Terminal terminal) throws IOException {
        super(terminal, "tsunagi");
        setCompleter(new StringsCompleter("/help", "/peers", "/chain", "/block", "/mine", "/tx"));
        option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        // A tab completes a command. In any other line it is data (6.2).
        getWidgets().put(TAB, () -> isCommand() ? expandOrComplete() : selfInsert());
        Objects.requireNonNull(getKeyMaps().get(LineReader.MAIN)).bind(new Reference(TAB), "\t");
    }

    private boolean isCommand() {
        return buf.toString().stripLeading().startsWith("/");
    }

    /// The next line, typed or pasted.
    String nextLine(String prompt) {
        String waiting = pasted.poll();
        if (waiting != null) {
            show(prompt + PlainText.harmless(waiting));
            return waiting;
        }
        String start = begun;
        begun = "";
        return readLine(prompt, null, (MaskingCallback) null, start);
    }

    /// Lines of a paste are seen as typed ones are.
    private void show(String line) {
        lock.lock();
        try {
            getTerminal().writer().println(line);
            getTerminal().flush();
        } finally {
            lock.unlock();
        }
    }

    /// How wide the terminal is.
    int columns() {
        int columns = getTerminal().getWidth();
        return columns > 0 ? columns : DEFAULT_COLUMNS;
    }

    /// Takes each line of a paste as a line (6.2). What follows the last line end waits at the
    /// prompt, and so does a paste without any.
    @Override
    public boolean beginPaste() {
        String text = doReadStringUntil(BRACKETED_PASTE_END);
        List<String> lines = PastedLines.of(text);
        buf.write(lines.getFirst());
        if (lines.size() == 1) return true;
        String after = buf.substring(buf.cursor());
        buf.delete(after.length());
        pasted.addAll(lines.subList(1, lines.size() - 1));
        begun = lines.getLast() + after;
        return acceptLine();
    }

    /// A terminal that is given another width breaks its lines again, by rules of its own.
    /// Then nobody knows which row is which, so all begins again on an empty screen; what
    /// scrolled away is still there.
    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        super.handleSignal(signal);
        if (signal != Terminal.Signal.WINCH) return;
        lock.lock();
        try {
            clearScreen();
            redisplay();
            Status.getExistingStatus(getTerminal()).ifPresent(Status::redraw);
        } finally {
            lock.unlock();
        }
    }

    /// JLine makes a display of its own for each line, and whenever a status line comes or goes.
    @Override
    protected void redisplay(boolean flush) {
        lock.lock();
        try {
            if (!(display instanceof RowDisplay)) {
                display.update(List.of(), 0, false);
                display = new RowDisplay(getTerminal());
                display.resize(size.getRows(), size.getColumns());
            }
            super.redisplay(flush);
        } finally {
            lock.unlock();
        }
    }

    /// Shows this at the bottom from now on, if the terminal can keep a line
    /// there; nothing for nothing. Shows nothing on a terminal that a stop has given back.
    void status(List<String> lines) {
        lock.lock();
        try {
            Status bottom = Status.getStatus(getTerminal());
            if (bottom == null) return;
            bottom.update(lines.stream()
                    .map(line -> new AttributedString(line, AttributedStyle.DEFAULT.faint()))
                    .toList());
        } catch (IllegalStateException e) {
            // JLine's word for a terminal that was closed: the stop closes it, at any moment.
        } finally {
            lock.unlock();
        }
    }
}
