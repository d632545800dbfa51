package tsunagi.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import tsunagi.app.SettingSources.Setting;
import tsunagi.app.SettingSources.Source;
import tsunagi.conformance.Similar;

/// Reads the file of `--config`: lines of `key=value`, written as Java writes properties. Each key
/// occurs once and has a value.
final class ConfigFile {
    private static final int MAX_BYTES = 65_536;

    private final Path path;
    private final Map<Flag, Setting> settings = new EnumMap<>(Flag.class);
    private final Map<Flag, Integer> lines = new EnumMap<>(Flag.class);

    private ConfigFile(Path path) {
        this.path = path;
    }

    static Source read(Path path) throws UsageException {
        ConfigFile file = new ConfigFile(path);
        try {
            // Editors of Windows put a byte order mark in front.
            file.take(text(path).replaceFirst("^\uFEFF", "").lines().toList());
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no configuration file " + path);
        } catch (CharacterCodingException e) {
            throw new UsageException("the configuration file " + path + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new UsageException("the configuration file " + path + " cannot be read: " + e.getMessage());
        }
        return flag -> Optional.ofNullable(file.settings.get(flag));
    }

    /// A device or a log given by mistake may have no end.
    private static String text(Path path) throws IOException, UsageException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UsageException("the configuration file " + path + " is longer than " + MAX_BYTES
                        + " bytes; give a file of key=value lines");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private void take(List<String> text) throws IOException, UsageException {
        for (int at = 0; at < text.size(); at++) {
            int first = at;
            StringBuilder entry = new StringBuilder(text.get(at));
            while (goesOn(entry) && at + 1 < text.size()) entry.append('\n').append(text.get(++at));
            take(entry.toString(), first + 1);
        }
    }

    /// Whether the next line belongs to this one: it ends in a backslash
    /// that is not itself escaped.
    private static boolean goesOn(CharSequence entry) {
        String text = entry.toString();
        if (text.matches("[ \\t\\f]*[#!].*")) return false;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\\') end--;
        return (text.length() - end) % 2 == 1;
    }

    private void take(String entry, int line) throws IOException, UsageException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(entry));
        } catch (IllegalArgumentException e) {
            throw new UsageException("line " + line + " of the configuration file " + path + " has a wrong escape; "
                    + "a backslash is written twice");
        }
        for (String key : properties.stringPropertyNames()) {
            Flag flag = Flag.ofKey(key).orElseThrow(() -> new UsageException(unknown(key, line)));
            String value = properties.getProperty(key).strip();
            String place = key + " in " + path + ", line " + line;
            if (value.isEmpty()) throw new UsageException(place + " has an empty value; give one, or remove the line");
            Integer before = lines.put(flag, line);
            if (before != null) {
                throw new UsageException("the configuration file " + path + " gives " + key + " twice, in lines "
                        + before + " and " + line + "; keep one of them");
            }
            settings.put(flag, new Setting(List.of(value), place));
        }
    }

    private String unknown(String key, int line) {
        List<String> keys = Arrays.stream(Flag.values()).map(Flag::key).toList();
        return "the configuration file " + path + " has an unknown key: " + Arguments.shown(key) + ", in line " + line
                + Similar.question(key, keys);
    }
}
