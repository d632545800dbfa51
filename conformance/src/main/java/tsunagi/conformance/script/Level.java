package tsunagi.conformance.script;

/// How binding what a scenario tests is.
public enum Level {
    MUST,
    SHOULD,
    MAY,
    EXTENSION
}
