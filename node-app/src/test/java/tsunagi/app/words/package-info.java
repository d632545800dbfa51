@NullMarked
package tsunagi.app.words;

import org.jspecify.annotations.NullMarked;
