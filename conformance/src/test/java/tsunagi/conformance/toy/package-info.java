/// A small node that is right, and many that are wrong in one way each:
/// what the judge is judged by.
///
/// It shares no code with `protocol`, `chain`, `network` or the judge, so that a misreading of the
/// protocol page has to be made twice to go unnoticed.
@NullMarked
package tsunagi.conformance.toy;

import org.jspecify.annotations.NullMarked;
