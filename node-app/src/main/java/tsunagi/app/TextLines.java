package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

/// Log lines for people: `19:22:09.664 INFO  listening on 0.0.0.0:8000`, in local time.
///
/// Logback's pattern layout writes the same, but it and the time zones of java.time take longer to
/// set up than the node takes to listen.
final class TextLines extends EncoderBase<ILoggingEvent> {
    private static final int DAY_MILLIS = Math.toIntExact(TimeUnit.DAYS.toMillis(1));

    private final TimeZone zone = TimeZone.getDefault();

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        long time = event.getTimeStamp();
        appendTime(line, Math.floorMod(time + zone.getOffset(time), DAY_MILLIS));
        String level = event.getLevel().toString();
        line.append(' ').append(level).repeat(' ', 6 - level.length());
        line.append(event.getFormattedMessage()).append(System.lineSeparator());
        if (event.getThrowableProxy() != null) line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        return line.toString().getBytes(UTF_8);
    }

    private static void appendTime(StringBuilder line, int millisOfDay) {
        int seconds = millisOfDay / 1_000;
        appendPadded(line, seconds / 3_600, 2);
        appendPadded(line.append(':'), seconds / 60 % 60, 2);
        appendPadded(line.append(':'), seconds % 60, 2);
        appendPadded(line.append('.'), millisOfDay % 1_000, 3);
    }

    private static void appendPadded(StringBuilder line, int value, int digits) {
        String text = Integer.toString(value);
        line.repeat('0', digits - text.length()).append(text);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
