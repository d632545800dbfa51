package tsunagi.app.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Headers by which a client says what it has and what it takes (RFC 9110).
final class Conditional {
    private static final Pattern QUALITY = Pattern.compile("(?i)\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*");

    private Conditional() {}

    /// Whether an `If-None-Match` names a version. Weak tags equal strong ones there (13.1.2).
    ///
    /// @param header empty if there is none
    /// @param tag    with its quotation marks
    static boolean names(String header, String tag) {
        return Stream.of(header.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    /// Whether an `Accept-Encoding` takes gzip (12.5.3). Without the header nothing is packed.
    static boolean takesGzip(String header) {
        Map<String, Double> qualities = new HashMap<>();
        for (String item : header.split(",", -1)) {
            String[] parts = item.split(";", 2);
            qualities.put(parts[0].strip().toLowerCase(Locale.ROOT), parts.length == 1 ? 1 : quality(parts[1]));
        }
        return qualities.getOrDefault("gzip", qualities.getOrDefault("*", 0.0)) > 0;
    }

    /// What cannot be read takes nothing: every client reads what is not packed.
    private static double quality(String parameter) {
        Matcher matcher = QUALITY.matcher(parameter);
        return matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
