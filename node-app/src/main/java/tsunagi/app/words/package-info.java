/// Words that several parts of the program use for what they log and show.
@NullMarked
package tsunagi.app.words;

import org.jspecify.annotations.NullMarked;
