@NullMarked
package tsunagi.protocol;

import org.jspecify.annotations.NullMarked;
