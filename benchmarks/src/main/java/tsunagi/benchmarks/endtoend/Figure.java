package tsunagi.benchmarks.endtoend;

/// Something measured and what it is measured against.
///
/// @param name      what was measured; the same in every run
/// @param value     in `unit`
/// @param against   what the reference is
/// @param reference in `unit`, from the same run
public record Figure(String name, double value, String unit, String against, double reference) {
    /// The value in units of the reference.
    public double ratio() {
        return value / reference;
    }

    /// One line of a table.
    @Override
    public String toString() {
        return "%-44s %14.1f %-10s %7.2f × %s (%.1f)".formatted(name, value, unit, ratio(), against, reference);
    }
}
