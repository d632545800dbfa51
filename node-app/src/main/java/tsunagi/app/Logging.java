package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import tsunagi.app.NodeSettings.LogFormat;
import tsunagi.app.NodeSettings.LogSettings;
import tsunagi.app.words.Counted;

/// Log lines go to standard error or, while somebody types at a terminal, above the prompt. They go
/// through a [LogQueue], so that no thread that logs waits for the operator's side.
///
/// The program has a logger context of its own and sets it up by code: to have SLF4J look for its
/// provider, and Logback for its configuration, would be a quarter of the program's start.
/// Libraries that log go the usual way, and [LibraryLogging] leads them here.
final class Logging {
    private static final LoggerContext CONTEXT = context();

    /// The one logger of the program.
    static final Logger LOG = CONTEXT.getLogger("tsunagi");

    private static final LogQueue QUEUE = new LogQueue(toStream(System.err), Logging::lost).start();

    /// How long the end of the program waits for its last lines to be read.
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private static volatile LogFormat format = LogFormat.TEXT;

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setName("tsunagi");
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    /// Sets level and format. Nothing is logged before this call.
    static void configure(LogSettings settings) {
        format = settings.format();
        warningsOf(CONTEXT);
        CONTEXT.getLogger(LOG.getName()).setLevel(Level.toLevel(settings.level().name()));
    }

    /// From now on, the warnings and errors of a context's loggers go where the program's lines go.
    static void warningsOf(LoggerContext context) {
        Encoder<ILoggingEvent> encoder = encoder(context);
        encoder.start();
        SinkAppender appender = new SinkAppender(encoder);
        appender.setContext(context);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                TextLines text = new TextLines();
                text.setContext(context);
                yield text;
            }
            case JSON -> {
                JsonLines json = new JsonLines();
                json.setContext(context);
                yield json;
            }
        };
    }

    /// From now on, lines go there.
    static void redirect(Consumer<String> newSink) {
        QUEUE.redirect(newSink);
    }

    /// Takes a line that belongs to the log line before it. There is none without that
    /// line, and none among JSON.
    static void note(String line) {
        if (format == LogFormat.TEXT && LOG.isInfoEnabled()) QUEUE.add(line + System.lineSeparator());
    }

    /// Gives the last lines a moment to be written.
    static void drain() {
        QUEUE.drain(LAST_LINES);
    }

    private static void lost(long count) {
        LOG.warn(
                "{} dropped, because nobody read the log in time",
                Counted.of(count, "log line") + (count == 1 ? " was" : " were"));
    }

    static Consumer<String> toStream(PrintStream stream) {
        return line -> {
            stream.print(line);
            stream.flush();
        };
    }

    private static final class SinkAppender extends AppenderBase<ILoggingEvent> {
        private final Encoder<ILoggingEvent> encoder;

        SinkAppender(Encoder<ILoggingEvent> encoder) {
            this.encoder = encoder;
        }

        @Override
        protected void append(ILoggingEvent event) {
            QUEUE.add(new String(encoder.encode(event), UTF_8));
        }
    }

    private Logging() {}
}
