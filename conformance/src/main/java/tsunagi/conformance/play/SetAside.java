package tsunagi.conformance.play;

/// A line that failed only because of an allowance.
record SetAside(int line, StepResult.Wrong wrong) {}
