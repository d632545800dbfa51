package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.wire.Json;

/// Reads the members of a JSON object, and says where one is not what it must be.
public final class Fields {
    /// A text is not what it must be.
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String reason) {
            super(reason);
        }

        /// Where, and what is wrong.
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// Reads one element of a list.
    public interface Reading<T> {
        T of(Fields fields) throws Unfit;
    }

    private final Json.Members object;
    private final String place;

    private Fields(Json.Members object, String place) {
        this.object = object;
        this.place = place;
    }

    /// The object that a whole text is.
    public static Fields of(String text) throws Unfit {
        if (Json.read(text) instanceof Json.Members object) return new Fields(object, "");
        String fault = Json.fault(text);
        throw new Unfit("it is no JSON object" + (fault.isEmpty() ? "" : " (" + fault + ")"));
    }

    /// Refuses unknown members.
    public void only(Set<String> known, Function<String, String> hint) throws Unfit {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw new Unfit("%sthere is no member '%s'; known are %s%s"
                        .formatted(at(), name, String.join(", ", new TreeSet<>(known)), hint.apply(name)));
            }
        }
    }

    private String at() {
        return place.isEmpty() ? "" : place + ": ";
    }

    private String path(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /// A text that must be there.
    public String text(String name) throws Unfit {
        if (object.members().get(name) instanceof Json.Text text) return text.value();
        throw unfit(name, "a text");
    }

    /// A text, or another one if it is not there.
    public String text(String name, String otherwise) throws Unfit {
        return has(name) ? text(name) : otherwise;
    }

    /// A whole number, or another one if it is not there.
    public long number(String name, long otherwise) throws Unfit {
        if (!has(name)) return otherwise;
        if (object.members().get(name) instanceof Json.Numeral number
                && number.written().matches("-?\\d{1,18}")) {
            return Long.parseLong(number.written());
        }
        throw unfit(name, "a whole number");
    }

    /// A factor of times, or another one if it is not there.
    public double factor(String name, double otherwise) throws Unfit {
        if (!has(name)) return otherwise;
        String written = object.members().get(name) instanceof Json.Numeral number ? number.written() : "";
        return Conditions.factor(written).orElseThrow(() -> unfit(name, Conditions.FACTOR));
    }

    public boolean truth(String name) throws Unfit {
        if (!has(name)) return false;
        if (object.members().get(name) instanceof Json.Word word && !word.word().equals("null")) {
            return word.word().equals("true");
        }
        throw unfit(name, "true or false");
    }

    /// One of the values of an enum, in lower case or upper.
    public <E extends Enum<E>> E one(String name, Class<E> of, @Nullable E otherwise) throws Unfit {
        if (!has(name) && otherwise != null) return otherwise;
        String word = text(name);
        for (E value : of.getEnumConstants()) {
            if (value.name().equals(word.toUpperCase(Locale.ROOT))) return value;
        }
        throw unfit(name, "one of " + List.of(of.getEnumConstants()));
    }

    /// A list of texts; empty if it is not there.
    public List<String> texts(String name) throws Unfit {
        List<String> texts = new ArrayList<>();
        for (Json element : elements(name)) {
            if (!(element instanceof Json.Text text)) throw unfit(name, "a list of texts");
            texts.add(text.value());
        }
        return texts;
    }

    /// A list of objects; empty if it is not there.
    public <T> List<T> list(String name, Reading<T> reading) throws Unfit {
        List<T> read = new ArrayList<>();
        for (Json element : elements(name)) {
            String there = "%s[%s]".formatted(path(name), read.size());
            if (!(element instanceof Json.Members members)) throw new Unfit(there + " is no object");
            read.add(reading.of(new Fields(members, there)));
        }
        return read;
    }

    /// An object inside; null if it is not there.
    public @Nullable Fields inside(String name) throws Unfit {
        if (!has(name)) return null;
        if (object.members().get(name) instanceof Json.Members members) return new Fields(members, path(name));
        throw unfit(name, "an object");
    }

    /// The names of the members.
    public Set<String> names() {
        return object.members().keySet();
    }

    private List<Json> elements(String name) throws Unfit {
        if (!has(name)) return List.of();
        if (object.members().get(name) instanceof Json.Array array) return array.elements();
        throw unfit(name, "a list");
    }

    private Unfit unfit(String name, String wanted) {
        return new Unfit(has(name) ? path(name) + " is not " + wanted : path(name) + " is missing");
    }
}
