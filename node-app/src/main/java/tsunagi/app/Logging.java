package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tsunagi.app.NodeSettings.LogSettings;

/// Log lines go to standard error or, while somebody types at a terminal, above the prompt.
///
/// Set up by code: looking for, reading and interpreting a configuration file would be a third
/// of the program's start.
final class Logging {
    /// The one logger of the program.
    static final Logger LOG = LoggerFactory.getLogger("tsunagi");

    private static volatile Consumer<String> sink = toStream(System.err);

    static void configure(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder = encoder(settings, context);
        encoder.start();
        SinkAppender appender = new SinkAppender(encoder);
        appender.setContext(context);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(LOG.getName()).setLevel(Level.toLevel(settings.level().name()));
    }

    private static Encoder<ILoggingEvent> encoder(LogSettings settings, LoggerContext context) {
        return switch (settings.format()) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern("%d{HH:mm:ss.SSS} %-5level %msg%n");
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setContext(context);
                json.setWithFormattedMessage(true);
                json.setWithMessage(false);
                json.setWithArguments(false);
                json.setWithContext(false);
                json.setWithMarkers(false);
                json.setWithMDC(false);
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                yield json;
            }
        };
    }

    /// From now on, lines go there.
    static void redirect(Consumer<String> newSink) {
        sink = newSink;
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
            sink.accept(new String(encoder.encode(event), UTF_8));
        }
    }

    private Logging() {}
}
