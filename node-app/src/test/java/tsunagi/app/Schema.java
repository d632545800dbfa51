package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// As much of JSON Schema as the API's description uses; any other keyword is
/// an error, not passed over.
record Schema(JsonNode description) {
    void check(String place, JsonNode value, JsonNode schema) {
        for (String keyword : schema.propertyNames()) {
            JsonNode argument = schema.get(keyword);
            switch (keyword) {
                case "$ref" ->
                    check(place, value, description.at(argument.asString().substring(1)));
                case "type" -> assertTrue(isOf(value, argument), place + " is no " + argument + ": " + value);
                case "required" ->
                    argument.forEach(name -> assertTrue(value.has(name.asString()), place + " lacks " + name));
                case "properties" -> properties(place, value, argument);
                case "additionalProperties" -> additional(place, value, schema);
                case "items" -> value.forEach(item -> check(place + "[]", item, argument));
                case "minimum" -> assertTrue(inOrder(argument, value), place + " is too small: " + value);
                case "maximum" -> assertTrue(inOrder(value, argument), place + " is too large: " + value);
                case "description" -> assertTrue(argument.isString(), place + " has no text as its description");
                case "pattern" ->
                    assertTrue(value.asString().matches(argument.asString()), place + " does not match: " + value);
                case "enum" ->
                    assertTrue(argument.valueStream().anyMatch(value::equals), place + " is none of " + argument);
                case "format" -> format(place, value, argument.asString());
                default -> fail("this test does not know the keyword " + keyword);
            }
        }
    }

    /// Of null there is no order.
    private static boolean inOrder(JsonNode low, JsonNode high) {
        if (low.isNull() || high.isNull()) return true;
        return low.decimalValue().compareTo(high.decimalValue()) <= 0;
    }

    private static void format(String place, JsonNode value, String format) {
        switch (format) {
            case "date-time" -> Instant.parse(value.asString());
            case "int64" -> assertTrue(value.isNull() || value.canConvertToLong(), place + " has more than 64 bits");
            default -> fail("this test does not know the format " + format);
        }
    }

    private void properties(String place, JsonNode value, JsonNode properties) {
        for (String name : properties.propertyNames()) {
            if (value.has(name)) check(place + "." + name, value.get(name), properties.get(name));
        }
    }

    private static void additional(String place, JsonNode value, JsonNode schema) {
        for (String name : value.propertyNames()) {
            assertTrue(schema.get("properties").has(name), place + " has " + name + ", which is not described");
        }
    }

    private static boolean isOf(JsonNode value, JsonNode types) {
        if (types.isArray()) return types.valueStream().anyMatch(type -> isOf(value, type));
        return switch (types.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
