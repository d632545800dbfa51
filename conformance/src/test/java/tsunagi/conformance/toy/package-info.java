/// A small node that is right, and many that are wrong in one way each:
/// what the kit is tested with.
///
/// It shares no code with `protocol`, `chain`, `network` or the kit, so that a misreading of the
/// protocol page has to be made twice to go unnoticed.
@NullMarked
package tsunagi.conformance.toy;

import org.jspecify.annotations.NullMarked;
